# SPDX-License-Identifier: MIT
#
# The options of this repository's own build. None of them is read below modules/.
include_guard(GLOBAL)

set(LINUXBAKE_PRESETS "" CACHE STRING
  "The systems to build: names of folders in presets/, separated by semicolons")
option(LINUXBAKE_TESTS "Build and register the tests of LinuxBake itself" OFF)

option(LINUXBAKE_WERROR "Warnings of the helper programs are errors: for the presets check" OFF)

# The helper programs are rebuilt often while they are worked on, a file at a time.
if(LINUXBAKE_TESTS AND NOT DEFINED LINUXBAKE_HELPERS_UNITY)
  set(LINUXBAKE_HELPERS_UNITY OFF)
endif()

find_program(LINUXBAKE_CCACHE ccache DOC "Compiler cache for the helper programs")
mark_as_advanced(LINUXBAKE_CCACHE)
if(LINUXBAKE_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${LINUXBAKE_CCACHE}")
endif()
