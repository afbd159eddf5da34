# SPDX-License-Identifier: MIT
#
# Runs cmake/HostTools.cmake as the case says and compares the whole text, without call stacks.
# PATH holds programs of our own only: "apt-get", "sudo" and "id" that print their arguments; with
# FAKE_USER=<number> in the case, id prints that number, and with NO_SUDO there is no sudo.
#
#   cmake -DCASE=<file> -DSCRIPT=<HostTools.cmake> -DWORK=<dir> [-DUPDATE=ON] -P RunText.cmake
#
# UPDATE writes the text that comes into the case instead, to be read before it is committed.
cmake_minimum_required(VERSION 3.25)
file(READ "${CASE}" text)
string(REGEX MATCH "^([^\n]*)\n(.*)" text "${text}")
set(expected "${CMAKE_MATCH_2}")
separate_arguments(arguments UNIX_COMMAND "${CMAKE_MATCH_1}")

set(bin "${WORK}/bin")
file(REMOVE_RECURSE "${WORK}")
set(programs apt-get sudo)
if("NO_SUDO" IN_LIST arguments)
  set(programs apt-get)
endif()
foreach(program IN LISTS programs)
  file(WRITE "${bin}/${program}" "#!/bin/sh\necho \"(${program} is run:\" \"$@)\"\n")
endforeach()
set(user 0)
if("${arguments}" MATCHES "FAKE_USER=([0-9]+)")
  set(user "${CMAKE_MATCH_1}")
endif()
file(WRITE "${bin}/id" "#!/bin/sh\necho ${user}\n")
file(GLOB files "${bin}/*")
file(CHMOD ${files} PERMISSIONS OWNER_READ OWNER_EXECUTE)
list(FILTER arguments EXCLUDE REGEX "^(NO_SUDO|FAKE_USER=.*)$")

execute_process(COMMAND "${CMAKE_COMMAND}" -E env "PATH=${bin}" "${CMAKE_COMMAND}" ${arguments}
  -P "${SCRIPT}" OUTPUT_VARIABLE actual ERROR_VARIABLE actual RESULT_VARIABLE result)
# Run first on a machine that has no lists of packages.
string(REGEX REPLACE "'?(sudo' '|[^\n]*)apt-get' 'update'\n[^\n]*\n" "" actual "${actual}")
string(REGEX REPLACE "CMake Error at [^\n]*\n" "CMake Error:\n" actual "${actual}")
string(REGEX REPLACE "Call Stack[^\n]*\n(  [^\n]*\n)*" "" actual "${actual}")
string(REPLACE "${bin}/" "" actual "${actual}")
string(STRIP "${actual}\n(result ${result})" actual)
string(STRIP "${expected}" expected)
# How many empty lines there are is CMake's.
foreach(text_of IN ITEMS actual expected)
  string(REGEX REPLACE "\n *\n[ \n]*\n" "\n\n" ${text_of} "${${text_of}}")
endforeach()
if(UPDATE)
  string(REGEX MATCH "^[^\n]*\n" first "${text}")
  file(WRITE "${CASE}" "${first}${actual}\n")
  return()
endif()
if(NOT actual STREQUAL expected)
  message(NOTICE "--- expected\n${expected}\n--- actual\n${actual}\n---")
  message(FATAL_ERROR "the text differs")
endif()
