# SPDX-License-Identifier: MIT
#
# A room of helpers/boot includes itself and those before it in this list, never those behind:
# there is no circle, and the list says what a change can reach.
#
#   cmake -DFOLDER=<helpers/boot> -P Rooms.cmake
cmake_minimum_required(VERSION 3.25)
set(rooms process guest machine run packing vm suite away command)

set(faults "")
set(known "")
set(count 0)
foreach(room IN LISTS rooms)
  list(APPEND known "${room}")
  file(GLOB files "${FOLDER}/${room}/*.h" "${FOLDER}/${room}/*.cpp")
  foreach(file IN LISTS files)
    file(STRINGS "${file}" includes REGEX "^#include \"boot/")
    foreach(include IN LISTS includes)
      math(EXPR count "${count} + 1")
      string(REGEX REPLACE "^#include \"boot/([^/\"]*).*" "\\1" included "${include}")
      if(NOT included IN_LIST known)
        string(APPEND faults "\n  ${file}: ${include}")
      endif()
    endforeach()
  endforeach()
endforeach()
file(GLOB apart "${FOLDER}/*.h" "${FOLDER}/*.cpp")
file(GLOB folders LIST_DIRECTORIES ON RELATIVE "${FOLDER}" "${FOLDER}/*")
list(REMOVE_ITEM folders CMakeLists.txt ${rooms})
if(apart OR folders)
  message(FATAL_ERROR "In no room, or in one that has no place here: ${apart} ${folders}")
endif()
if(faults)
  message(FATAL_ERROR "Rooms are included by those before them (${rooms}):${faults}")
endif()
if(count LESS 100)
  message(FATAL_ERROR "Only ${count} includes were found in ${FOLDER}.")
endif()
message(STATUS "${count} includes go one way")
