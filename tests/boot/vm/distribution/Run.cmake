# SPDX-License-Identifier: MIT
#
# Builds the project beside this file and runs its tests.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${WORK}/build"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" "-DIMAGE=${WORK}/image" "-DPORT=${PORT}"
  "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CTEST}" --test-dir "${WORK}/build" --output-on-failure
  COMMAND_ERROR_IS_FATAL ANY)
