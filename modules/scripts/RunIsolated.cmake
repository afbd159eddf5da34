# SPDX-License-Identifier: MIT
#
# Runs a program in the environment that Environment.cmake describes, for custom commands that are no
# script of ours.
#
#   cmake -P RunIsolated.cmake -- <program> [<argument>...]
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Environment.cmake")

set(command "")
set(index 4) # after cmake, -P, this file and --
while(index LESS CMAKE_ARGC)
  string(REPLACE ";" "\\;" word "${CMAKE_ARGV${index}}")
  list(APPEND command "${word}")
  math(EXPR index "${index} + 1")
endwhile()
_linuxbake_forget_environment()
execute_process(COMMAND ${command} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  list(GET command 0 program)
  message(FATAL_ERROR "${program} failed (${result}).")
endif()
