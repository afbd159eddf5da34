# SPDX-License-Identifier: MIT
#
# Puts the programs of FROM's package-lock.json into TO, by npm, where they are not there yet. Their
# bytes are those of the lock file. Where this cannot be it says "skipped: ..." and succeeds; what
# needs the programs has to look for them, and to skip as well.
#
#   cmake -DFROM=<dir> -DTO=<dir> [-DOFFLINE=ON] -P Tools.cmake
cmake_minimum_required(VERSION 3.25)

file(MAKE_DIRECTORY "${TO}")
file(LOCK "${TO}" DIRECTORY GUARD PROCESS)
file(SHA256 "${FROM}/package-lock.json" wanted)
set(have "")
if(EXISTS "${TO}/complete")
  file(READ "${TO}/complete" have)
endif()
if(have STREQUAL wanted)
  message(STATUS "from the cache, ${TO}")
  return()
endif()
find_program(npm NAMES npm NO_CACHE)
find_program(node NAMES node NO_CACHE)
if(NOT npm OR NOT node)
  message(STATUS "skipped: this host has no npm")
  return()
elseif(OFFLINE)
  message(STATUS "skipped: not asked for, because of LINUXBAKE_OFFLINE")
  return()
endif()
execute_process(COMMAND "${node}" --version OUTPUT_VARIABLE version)
if(NOT version MATCHES "^v([0-9]+)" OR CMAKE_MATCH_1 LESS 20)
  message(STATUS "skipped: Node.js ${version} is older than 20")
  return()
endif()
file(REMOVE "${TO}/complete")
file(COPY "${FROM}/package.json" "${FROM}/package-lock.json" DESTINATION "${TO}")
execute_process(COMMAND "${npm}" ci --ignore-scripts --omit=optional --no-audit --no-fund
  WORKING_DIRECTORY "${TO}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(STATUS "skipped: npm could not get them")
  return()
endif()
file(WRITE "${TO}/complete" "${wanted}")
