# SPDX-License-Identifier: MIT
#
# Builds one of the helper programs in the directory of all, which one build at a time may use.
#
#   cmake -DDIRECTORY=<binary directory> -DTARGET=<target> -DSTAMP=<file> -P BuildHelper.cmake
cmake_minimum_required(VERSION 3.25...4.4)
file(LOCK "${DIRECTORY}/build.lock" GUARD PROCESS)
cmake_host_system_information(RESULT processors QUERY NUMBER_OF_LOGICAL_CORES)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${DIRECTORY}" --target "${TARGET}"
  --parallel "${processors}" # without a number, make would start all at once
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${TARGET} could not be built.")
endif()
file(TOUCH "${STAMP}")
