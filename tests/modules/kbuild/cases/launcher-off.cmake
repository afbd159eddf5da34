# The recipe has none, although ccache may be installed.
set(LINUXBAKE_COMPILER_LAUNCHER OFF)
_linuxbake_compiler(case x86_64)
if(NOT compiler_CACHE STREQUAL "")
  message(FATAL_ERROR "OFF is '${compiler_CACHE}'")
endif()
set(LINUXBAKE_COMPILER_LAUNCHER env) # a program that every host has
_linuxbake_compiler(case x86_64)
if(NOT compiler_CACHE MATCHES "^/.*/env$")
  message(FATAL_ERROR "env is '${compiler_CACHE}'")
endif()
