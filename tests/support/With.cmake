# SPDX-License-Identifier: MIT
#
# Runs a test's CMake command line with the programs of another release, which DebianTools.cmake has
# unpacked: CMake itself, and whatever else is there first in PATH.
#
#   cmake -DTOOLS=<dir> -P With.cmake -- <argument of cmake>...
cmake_minimum_required(VERSION 3.25)
if(NOT EXISTS "${TOOLS}/cmake")
  message(STATUS "skipped: there is no ${TOOLS}/cmake; the test tools.* says why")
  return()
endif()
set(ENV{PATH} "${TOOLS}:$ENV{PATH}")
include("${CMAKE_CURRENT_LIST_DIR}/ArgumentsAfter.cmake")
arguments_after_dashes(arguments)
execute_process(COMMAND "${TOOLS}/cmake" ${arguments} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "failed with ${TOOLS}/cmake")
endif()
