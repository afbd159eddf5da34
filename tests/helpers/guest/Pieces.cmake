# SPDX-License-Identifier: MIT
#
# Every shell has to be able to read each piece, and shellcheck has nothing to say. Pieces use what
# others define: SC2034 (a variable that nobody uses) and SC2154 (that nobody sets) are for whole
# scripts. SC1090: the files of profile.d.
#
#   cmake "-DPIECES=<file>;<file>" -DSHELLCHECK=<program> -P Pieces.cmake
cmake_minimum_required(VERSION 3.25)
list(LENGTH PIECES count)
if(count LESS 15)
  message(FATAL_ERROR "Only ${count} pieces were found.")
endif()
if(NOT SHELLCHECK)
  message(FATAL_ERROR "shellcheck is not installed (apt install shellcheck)")
endif()
foreach(piece IN LISTS PIECES)
  foreach(judge IN ITEMS "sh;-n" "${SHELLCHECK};--shell=sh;--exclude=SC1090,SC2034,SC2154")
    execute_process(COMMAND ${judge} "${piece}" RESULT_VARIABLE result
      OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
      message(FATAL_ERROR "${judge} does not like ${piece}:\n${output}")
    endif()
  endforeach()
endforeach()
message(STATUS "${count} pieces are right")
