# SPDX-License-Identifier: MIT
#
# The real packages of a Debian host, as if upstream's sites were gone.
#
#   cmake -DNAME=<source> -DMODULES=<dir> -DFETCH=<linuxbake-fetch> -DWORK=<dir> -P RealPackages.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(CMAKE_CURRENT_BINARY_DIR "${WORK}")
set(LINUXBAKE_CACHE_DIR "${WORK}/cache é")
include("${MODULES}/LinuxBakeSources.cmake")
_linuxbake_get_source(test "${NAME}" "" source)
file(READ "${source_SPEC}" recipe)
string(JSON recipe SET "${recipe}" urls "[]")
file(WRITE "${source_SPEC}" "${recipe}")
_linuxbake_fetch_command(command SPEC "${source_SPEC}" DESTINATION "${WORK}/source"
  RECORD "${WORK}/record.json")
string(REPLACE "$<TARGET_FILE:LinuxBake::fetch>" "${FETCH}" command "${command}")
execute_process(COMMAND ${command} COMMAND_ERROR_IS_FATAL ANY)
file(READ "${WORK}/record.json" record)
message("${record}")
foreach(file IN ITEMS Makefile README)
  if(NOT EXISTS "${WORK}/source/${file}")
    message(FATAL_ERROR "there is no ${file} in the tree")
  endif()
endforeach()
string(JSON origin GET "${record}" origin)
if(NOT origin MATCHES "^debian-")
  message(FATAL_ERROR "origin is ${origin}")
endif()
file(REMOVE_RECURSE "${WORK}")
