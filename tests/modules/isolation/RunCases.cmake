# SPDX-License-Identifier: MIT
#
# What functions refuse, they refuse with the same words in a project that has a variable of every
# name that occurs in modules/: all cases of tests/modules, each in such a project.
#
#   cmake -DTOP=<top of LinuxBake> -DLINUXBAKE_DIR=<dir> -DWORK=<dir> [-DPARTS=<folder>...]
#         -P RunCases.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Identifiers.cmake")
file(REMOVE_RECURSE "${WORK}")
linuxbake_identifiers(names "${TOP}/modules")
linuxbake_write_markers("${WORK}/markers.cmake" marker-of-the-user NORMAL ${names})
if(NOT PARTS)
  set(PARTS "*")
endif()
set(cases "")
foreach(part IN LISTS PARTS)
  file(GLOB found "${TOP}/tests/modules/${part}/cases/*.cmake")
  list(APPEND cases ${found})
endforeach()
set(wrong "")
foreach(case IN LISTS cases)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DCASE=${case}" "-DBUILD=${WORK}/case é"
      "-DLINUXBAKE_DIR=${LINUXBAKE_DIR}" "-DMARKERS=${WORK}/markers.cmake"
      -P "${CMAKE_CURRENT_LIST_DIR}/../RunCase.cmake"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(NOTICE "${output}")
    list(APPEND wrong "${case}")
  endif()
endforeach()
list(LENGTH cases count)
if(count EQUAL 0 OR NOT wrong STREQUAL "")
  list(JOIN wrong "\n  " wrong)
  message(NOTICE "  ${wrong}")
  message(FATAL_ERROR "Of ${count} cases, these end in another way with variables of the project's.")
endif()
message(STATUS "${count} cases end in the same way.")
