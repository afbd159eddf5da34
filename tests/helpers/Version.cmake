# SPDX-License-Identifier: MIT
#
# A program says what it is, and nothing else.
#
#   cmake -DPROGRAM=<linuxbake-…> -DVERSION=<of the project> -P Version.cmake
cmake_minimum_required(VERSION 3.25)
cmake_path(GET PROGRAM FILENAME name)
execute_process(COMMAND "${PROGRAM}" --version RESULT_VARIABLE code OUTPUT_VARIABLE output
  ERROR_VARIABLE errors)
if(NOT "${code}\n${output}${errors}" STREQUAL "0\n${name} ${VERSION}\n")
  message(FATAL_ERROR "${name} --version gave ${code}:\n${output}${errors}")
endif()
