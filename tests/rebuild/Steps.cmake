# SPDX-License-Identifier: MIT
#
# What scripts have in common that change one thing after the other and compare the steps that a
# build runs with those that have to run. Included at their beginning, it copies PROJECT to
# <source>. They are started so:
#
#   cmake -DGENERATOR=<name> -DPROJECT=<folder> -DWORK=<directory, emptied>
#         -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -P <script>
#
# and set these two:
#   target   what is built
#   steps    a pattern of what a build says of a step
#
#   configure(<option>...)
#   expect_to_run(<what> <step>...)   a build runs these steps, sorted, and no others
#   expect_change(<what> <step>...)   and the build after that runs none
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(source "${WORK}/source")
set(build "${WORK}/build")
file(COPY "${PROJECT}/" DESTINATION "${source}")

function(configure)
  execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${source}" -B "${build}"
    "-DLinuxBake_DIR=${LINUXBAKE_DIR}" ${ARGN} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(expect_to_run what)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --target "${target}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  string(REGEX MATCHALL "${steps}" ran "${output}")
  list(SORT ran)
  if(NOT result EQUAL 0 OR NOT ran STREQUAL "${ARGN}")
    message(FATAL_ERROR "${what}: has to run '${ARGN}', ran '${ran}'\n${output}${errors}")
  endif()
  # Time stamps of some file systems are as coarse as this.
  execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.02)
endfunction()

function(expect_change what)
  expect_to_run("${what}" ${ARGN})
  expect_to_run("${what}, and then nothing")
endfunction()
