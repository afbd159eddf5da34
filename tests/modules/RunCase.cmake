# SPDX-License-Identifier: MIT
#
# Configures one case and compares what CMake says with what it should say. A case is a file
# <name>.cmake, which is included by a project of three lines after find_package(LinuxBake). Beside
# it stands what is expected:
#
#   <name>-stderr.txt   the complete error text; then the configuration has to fail
#   <name>-stdout.txt   a regular expression that has to match in what is printed
#   <name>-notice.txt   the complete text of what is said to a configuration that succeeds
#   none of them        the configuration has to succeed
#
# No case may have a warning for developers or of deprecation, with whatever CMake runs it.
#
# In these files <case> stands for the folder of the case and <build> for the binary directory.
# An error is compared from "CMake Error" on, without the call stack and CMake's indentation; several
# empty lines count as one.
#
#   cmake -DCASE=<file> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -DBUILD=<dir>
#         [-DGENERATOR=Ninja] [-DMARKERS=<file that sets variables of the user's>] -P RunCase.cmake
get_filename_component(folder "${CASE}" DIRECTORY)
get_filename_component(name "${CASE}" NAME_WE)
set(project "${BUILD}/source")
file(REMOVE_RECURSE "${BUILD}")
file(MAKE_DIRECTORY "${project}")
file(CONFIGURE OUTPUT "${project}/CMakeLists.txt" @ONLY CONTENT
[[cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
set(CASE_DIRECTORY "@folder@")
include("@CASE@")
]])
if(NOT GENERATOR)
  set(GENERATOR Ninja)
endif()
set(command "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${project}" -B "${BUILD}/build"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}")
if(MARKERS)
  list(APPEND command "-DCMAKE_PROJECT_INCLUDE=${MARKERS}")
endif()
execute_process(COMMAND ${command} RESULT_VARIABLE result OUTPUT_VARIABLE output
  ERROR_VARIABLE errors)

function(fail text)
  list(JOIN command " " line)
  # Not in the FATAL_ERROR: that would fold the lines.
  message(NOTICE "--- command\n${line}\n--- stdout\n${output}\n--- stderr\n${errors}\n---")
  message(NOTICE "${name}: ${text}")
  message(FATAL_ERROR "${name} failed")
endfunction()

if(errors MATCHES "(CMake [A-Z][a-z]+ \\((dev|author)\\)|CMake Deprecation)")
  fail("has a warning for developers")
endif()

# compare_text(<file> <actual text>)
function(compare_text file actual)
  string(REPLACE "${folder}" "<case>" actual "${actual}")
  string(REPLACE "${BUILD}/build" "<build>" actual "${actual}")
  string(REPLACE "${project}" "<source>" actual "${actual}")
  string(STRIP "${actual}" actual)
  file(READ "${file}" expected)
  string(STRIP "${expected}" expected)
  if(NOT actual STREQUAL expected)
    fail("the text differs\n--- expected\n${expected}\n--- actual\n${actual}")
  endif()
endfunction()

set(expected_file "${folder}/${name}-stderr.txt")
if(NOT EXISTS "${expected_file}")
  if(NOT result EQUAL 0)
    fail("has to succeed, but failed")
  endif()
else()
  if(result EQUAL 0)
    fail("has to fail, but succeeded")
  endif()
  string(FIND "${errors}" "CMake Error" start)
  string(SUBSTRING "${errors}" ${start} -1 actual)
  string(REGEX REPLACE "\nCall Stack.*" "" actual "${actual}")
  string(REGEX REPLACE "^CMake Error at [^\n]*\n" "" actual "${actual}")
  string(REPLACE "\n  " "\n" actual "\n${actual}")
  string(REGEX REPLACE "\n[ \n]*\n" "\n\n" actual "${actual}")
  compare_text("${expected_file}" "${actual}")
endif()

if(EXISTS "${folder}/${name}-notice.txt")
  compare_text("${folder}/${name}-notice.txt" "${errors}")
endif()
if(EXISTS "${folder}/${name}-stdout.txt")
  file(READ "${folder}/${name}-stdout.txt" pattern)
  string(STRIP "${pattern}" pattern)
  if(NOT output MATCHES "${pattern}")
    fail("'${pattern}' does not match what was printed")
  endif()
endif()
