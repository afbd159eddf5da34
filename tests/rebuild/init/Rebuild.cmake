# SPDX-License-Identifier: MIT
#
# Builds the project, changes one thing after the other, and compares what was written, compiled and
# packed with what has to be.
#
#   cmake -DGENERATOR=<name> -DPROJECT=<folder> -DWORK=<directory>
#         -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -P Rebuild.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(source "${WORK}/source")
set(build "${WORK}/build")
file(COPY "${PROJECT}/" DESTINATION "${source}")

function(configure)
  execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${source}" -B "${build}"
    "-DLinuxBake_DIR=${LINUXBAKE_DIR}" ${ARGN} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Arguments: the steps that have to run, sorted, each with the init that it is about.
function(expect_to_run what)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --target both
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  string(REGEX MATCHALL "(Writing|Compiling) the init [a-z]+|Packing [a-z]+" ran "${output}")
  list(TRANSFORM ran REPLACE " the init " " ")
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

set(all "Compiling minimal" "Packing busybox" "Packing minimal" "Writing busybox"
  "Writing minimal")
configure()
expect_change("the first build" ${all})
configure()
expect_to_run("configured again")

configure(-DHOSTNAME=two)
expect_change("another host name" ${all})
configure(-DARGUMENT=2)
expect_change("another argument of the command" ${all})

file(REMOVE "${build}/minimal/init")
expect_change("the minimal init deleted" "Compiling minimal" "Packing minimal")
file(REMOVE "${build}/busybox/root/etc/inittab")
expect_change("the inittab deleted" "Packing busybox" "Writing busybox")

file(STRINGS "${build}/images/busybox-initramfs.cpio" lines REGEX "/bin/work.*2")
if(lines STREQUAL "")
  message(FATAL_ERROR "the archive does not have the last command")
endif()
