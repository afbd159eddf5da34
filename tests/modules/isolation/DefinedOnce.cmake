# SPDX-License-Identifier: MIT
#
# All functions and macros of the modules are in one scope: the second of a name would silently take
# the place of the first.
#
#   cmake -DMODULES=<modules/> -P DefinedOnce.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE files "${MODULES}/*.cmake")
list(FILTER files EXCLUDE REGEX "/scripts/") # each is a program of its own
set(names "")
set(faults "")
foreach(file IN LISTS files)
  file(STRINGS "${file}" definitions REGEX "^(function|macro)\\(")
  foreach(definition IN LISTS definitions)
    string(REGEX REPLACE "^[a-z]+\\(([A-Za-z0-9_]+).*" "\\1" name "${definition}")
    if(name IN_LIST names)
      string(APPEND faults "\n  ${name}, in ${file}")
    endif()
    list(APPEND names "${name}")
  endforeach()
endforeach()
list(LENGTH names count)
if(faults OR count LESS 100)
  message(FATAL_ERROR "Of ${count} functions these are defined twice:${faults}")
endif()
message(STATUS "${count} functions, each defined once")
