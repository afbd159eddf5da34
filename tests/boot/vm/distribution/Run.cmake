# SPDX-License-Identifier: MIT
#
# Builds the project beside this file and runs its tests.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${WORK}/build"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" "-DIMAGE=${IMAGE}" "-DPORT=${PORT}"
  "-DPYTHON=${PYTHON}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CTEST}" --test-dir "${WORK}/build" --output-on-failure
  COMMAND_ERROR_IS_FATAL ANY)
if(EXISTS "${WORK}/build/shared, one/written")
  message(FATAL_ERROR "A machine has written into a directory of this host")
endif()

# The oops was told when it happened, not at the time-out.
file(READ "${WORK}/build/boot-tests/oops/report.json" report)
string(JSON seconds GET "${report}" seconds)
string(JSON waited GET "${report}" waited_seconds)
message(STATUS "the oops was told after ${seconds} s, of which the machine waited ${waited} s")
string(JSON told GET "${report}" last_lines)
if(seconds GREATER 200 OR NOT told MATCHES "^[^\n]*BUG: .*\n.*Call Trace:")
  message(FATAL_ERROR "The oops was told after ${seconds} s, or without its trace: ${told}")
endif()
