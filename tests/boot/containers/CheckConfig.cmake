# SPDX-License-Identifier: MIT
#
# Fails where Docker's check-config.sh finds an option of "Generally Necessary" missing. What it says
# of this host, where it runs (how cgroups are mounted, AppArmor), does not count.
#
#   cmake -DMOBY=<source of Docker> -DBASH=<program> -DCONFIG=<.config> -P CheckConfig.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE script FOLLOW_SYMLINKS "${MOBY}/*/check-config.sh" "${MOBY}/contrib/check-config.sh")
list(LENGTH script count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "One check-config.sh was expected in ${MOBY}, not ${count}.")
endif()
# It shows colours whatever its output is, and fails for anything that is missing.
execute_process(COMMAND "${BASH}" "${script}" "${CONFIG}" OUTPUT_VARIABLE text ERROR_VARIABLE text)
string(ASCII 27 escape)
string(REGEX REPLACE "${escape}\\[[0-9;]*m" "" text "${text}")
message(NOTICE "${text}")
string(REGEX MATCH "Generally Necessary:\n.*Optional Features:" necessary "${text}")
string(REGEX MATCHALL "- CONFIG_[A-Z0-9_]+: enabled" there "${necessary}")
list(LENGTH there count)
if(count LESS 20 AND NOT necessary MATCHES "missing")
  message(FATAL_ERROR "It said something else than before:\n${text}")
endif()
if(necessary MATCHES "CONFIG_[A-Z0-9_]+: missing")
  message(FATAL_ERROR "Something that is necessary is missing.")
endif()
