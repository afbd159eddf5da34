# SPDX-License-Identifier: MIT
#
# A newcomer does what README.md says under a heading, in these words: its project, its
# kernel.config (FRAGMENT where it names a file instead), its command. The test TEST has to pass.
#
#   cmake -DREADME=<file> -DHEADING=<text> -DTEST=<name> [-DFRAGMENT=<file>] [-DLINES=<at most>]
#         -DPREFIX=<directory> -DWORK=<directory, emptied> -P Readme.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
file(READ "${README}" text)
# A list of its blocks would be split at semicolons and brackets.
string(REGEX REPLACE ".*\n## ${HEADING}\n" "" text "${text}")

# take_block(<out> <first line>): the next fenced block of this kind, which is cut off.
function(take_block out fence)
  string(FIND "${text}" "\n${fence}\n" start)
  string(LENGTH "\n${fence}\n" length)
  math(EXPR start "${start} + ${length}")
  string(SUBSTRING "${text}" ${start} -1 rest)
  string(FIND "${rest}" "\n```\n" end)
  string(SUBSTRING "${rest}" 0 ${end} block)
  string(SUBSTRING "${rest}" ${end} -1 rest)
  string(REGEX REPLACE "^\n```\n" "" rest "${rest}")
  set(${out} "${block}\n" PARENT_SCOPE)
  set(text "${rest}" PARENT_SCOPE)
endfunction()

take_block(project "```cmake")
if(FRAGMENT)
  file(READ "${FRAGMENT}" fragment)
else()
  take_block(fragment "```")
endif()
if(NOT text MATCHES "Then `([^`]+)`")
  message(FATAL_ERROR "README.md does not say how to build and test it.")
endif()
string(REGEX REPLACE "[ \n]+" " " commands "${CMAKE_MATCH_1}")
string(REPLACE " && " ";" commands "${commands}")
string(REGEX MATCHALL "\n" lines "${project}")
list(LENGTH lines count)
if(LINES AND count GREATER LINES)
  message(FATAL_ERROR "The newcomer's project has ${count} lines; ${LINES} are enough.")
endif()

file(WRITE "${WORK}/CMakeLists.txt" "${project}")
file(WRITE "${WORK}/kernel.config" "${fragment}")
file(WRITE "${WORK}/hello.cpp" [[
#include <iostream>
#include <string>
int main(int count, char** arguments) {
  std::cout << "hello from userspace" << std::endl;
  if (count == 1) return 0;
  return count == 2 && std::string(arguments[1]) == "--check" ? 0 : 1;
}
]])
set(ENV{CMAKE_PREFIX_PATH} "${PREFIX}")
foreach(command IN LISTS commands)
  message(STATUS "${command}")
  separate_arguments(command UNIX_COMMAND "${command}")
  execute_process(COMMAND ${command} WORKING_DIRECTORY "${WORK}" OUTPUT_VARIABLE output
    ERROR_VARIABLE output RESULT_VARIABLE result)
  message(NOTICE "${output}")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "It fails: ${result}")
  endif()
endforeach()
if(NOT output MATCHES "${TEST} .*Passed")
  message(FATAL_ERROR "The last command has not run ${TEST}.")
endif()
