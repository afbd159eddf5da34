# SPDX-License-Identifier: MIT
#
# Configures presets; a warning of any kind is an error. No preset but the project's own has
# warnings of compilers as errors: a user's compiler may be one that nobody has seen.
#
#   cmake -DROOT=<dir> -DPRESETS=<list> -DWORK=<dir> -P Configure.cmake
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE "${WORK}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${ROOT}" -B "${WORK}" -Werror=dev
  -Werror=deprecated "-DLINUXBAKE_PRESETS=${PRESETS}" OUTPUT_VARIABLE output ERROR_VARIABLE output
  RESULT_VARIABLE result)
if(NOT result EQUAL 0 OR output MATCHES "CMake [A-Z][a-z]* ?(Warning|Error)|CMake Warning")
  message(FATAL_ERROR "has to configure without a warning:\n${output}")
endif()
file(STRINGS "${WORK}/build.ninja" flags REGEX "Werror")
if(flags)
  message(FATAL_ERROR "-Werror is in a user's build:\n${flags}")
endif()
file(REMOVE_RECURSE "${WORK}")
