# SPDX-License-Identifier: MIT
#
# Runs a script as an ordinary user would: to root a read-only file is none, so what only root can
# build goes unseen where tests run as root. Such a one gives up its capabilities here; its files
# stay its own.
#
#   cmake -P OrdinaryUser.cmake -- <argument of cmake>...
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../support/ArgumentsAfter.cmake")
arguments_after_dashes(arguments)
set(prefix "")
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
if(user EQUAL 0)
  find_program(setpriv setpriv REQUIRED NO_CACHE)
  set(prefix "${setpriv}" --inh-caps=-all --bounding-set=-all)
endif()
execute_process(COMMAND ${prefix} "${CMAKE_COMMAND}" ${arguments} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "failed for an ordinary user (${result})")
endif()
