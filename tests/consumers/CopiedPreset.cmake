# SPDX-License-Identifier: MIT
#
# A preset is a project: copied alone to another directory, it is configured with an installed LinuxBake.
#   cmake -DPRESET=<folder> -DPREFIX=<of the installation> -DGENERATOR=<name> -DWORK=<directory>
#     -P CopiedPreset.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(COPY "${PRESET}/" DESTINATION "${WORK}/copy")
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${WORK}/copy" -B "${WORK}/build"
    "-DCMAKE_PREFIX_PATH=${PREFIX}"
  OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
if(output MATCHES "This host lacks|is not installed")
  message(FATAL_ERROR "SKIP: ${output}")
elseif(NOT result EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()
file(REMOVE_RECURSE "${WORK}")
