# SPDX-License-Identifier: MIT
#
# Fails unless a program may stand at any address, and needs no other program for that.
#
#   cmake -DREADELF=<program> -DPROGRAM=<file> -P IsPie.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${READELF}" --file-header --program-headers --wide "${PROGRAM}"
  OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
if(NOT headers MATCHES "Type: +DYN" OR headers MATCHES "INTERP|RWE")
  message(FATAL_ERROR "no static program of any address: ${PROGRAM}\n${headers}")
endif()
