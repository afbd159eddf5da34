# SPDX-License-Identifier: MIT
#
# Builds foreign/ with the toolchain file alone: it finds nothing of the host, its program is static
# and runs.
#
#   cmake -DTOOLCHAIN=<file> -DGENERATOR=<generator> -DSOURCE=<dir> -DREADELF=<program> -DWORK=<dir>
#         -P RunForeign.cmake
file(REMOVE_RECURSE "${WORK}")
foreach(arguments IN ITEMS
    "-G;${GENERATOR};-S;${SOURCE};-B;${WORK};--toolchain;${TOOLCHAIN}" "--build;${WORK}")
  execute_process(COMMAND "${CMAKE_COMMAND}" ${arguments} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(READ "${WORK}/found.txt" found)
if(NOT found MATCHES "^(FALSE)? FMT-NOTFOUND CLI-NOTFOUND\n$")
  message(FATAL_ERROR "The host's libraries were found: ${found}")
endif()
execute_process(COMMAND "${READELF}" -l "${WORK}/program" OUTPUT_VARIABLE headers
  COMMAND_ERROR_IS_FATAL ANY)
if(headers MATCHES "INTERP|DYNAMIC")
  message(FATAL_ERROR "The program is not static:\n${headers}")
endif()
execute_process(COMMAND "${WORK}/program" OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
if(NOT output STREQUAL "6 of C++20\n")
  message(FATAL_ERROR "The program says '${output}'")
endif()
