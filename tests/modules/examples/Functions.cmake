# SPDX-License-Identifier: MIT
#
# Each function that modules/ defines for users is in README.md's table of functions, and each of
# the table exists; LinuxBake.cmake includes each module. No two functions have one name: the later
# one would take the place of the other without a word.
#
#   cmake -DTOP=<top of LinuxBake> -P Functions.cmake
cmake_minimum_required(VERSION 3.25)
file(READ "${TOP}/README.md" readme)
string(REGEX MATCH "\n\\| function \\|[^\n]*\n(\\|[^\n]*\n)+" table "${readme}")
string(REGEX MATCHALL "linuxbake_[a-z_]+\\(\\)" listed "${table}")

set(wrong "")
set(all "")
set(defined "")
file(READ "${TOP}/modules/LinuxBake.cmake" umbrella)
file(GLOB modules RELATIVE "${TOP}/modules"
  "${TOP}/modules/*.cmake" "${TOP}/modules/detail/*.cmake")
foreach(module IN LISTS modules)
  file(STRINGS "${TOP}/modules/${module}" lines REGEX "^(function|macro)\\(")
  list(TRANSFORM lines REPLACE "^[a-z]+\\(([A-Za-z0-9_]+).*" "\\1()")
  foreach(function IN LISTS lines)
    if(function IN_LIST all)
      string(APPEND wrong "  modules/${module} defines ${function} once more: rename it.\n")
    endif()
  endforeach()
  list(APPEND all ${lines})
  list(FILTER lines INCLUDE REGEX "^linuxbake_")
  list(APPEND defined ${lines})
  string(REGEX REPLACE "^LinuxBake|\\.cmake$" "" name "${module}")
  if(NOT module MATCHES "/" AND NOT name MATCHES "^(|Helpers)$"
      AND NOT umbrella MATCHES "IN ITEMS[^)]*[ \n]${name}[ \n)]")
    string(APPEND wrong "  modules/LinuxBake.cmake does not include ${module}: add ${name}.\n")
  endif()
endforeach()
foreach(function IN LISTS defined)
  if(NOT function IN_LIST listed)
    string(APPEND wrong "  README.md's table of functions lacks ${function}: give it a line.\n")
  endif()
endforeach()
foreach(function IN LISTS listed)
  if(NOT function IN_LIST defined)
    string(APPEND wrong "  README.md's table of functions has ${function}, which nobody defines.\n")
  endif()
endforeach()
if(listed STREQUAL "" OR defined STREQUAL "")
  string(APPEND wrong "  There is no table, or no function.\n")
endif()
if(NOT wrong STREQUAL "")
  message(NOTICE "${wrong}")
  message(FATAL_ERROR "README.md and modules/ differ.")
endif()
