# SPDX-License-Identifier: MIT
#
# Builds a project that uses every way to put something into a root file system, and compares the
# list of the archive and the properties of the target.
#
#   cmake -DPROGRAM=<linuxbake-cpio> -DPROJECT=<folder> -DWORK=<directory>
#         -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -P Content.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${PROJECT}" -B "${WORK}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
foreach(line IN ITEMS "KIND: initramfs" "OUTPUT: ${WORK}/images/initramfs.cpio.xz" "ARCH: x86_64"
    "ROOTFS: rootfs" "COMPRESSION: xz" "XZ_FILTER: none"
    "HELP: The root file system rootfs, packed (xz)")
  string(FIND "${output}" "-- ${line}\n" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "'${line}' is not in\n${output}")
  endif()
endforeach()

execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${PROGRAM}" list "${WORK}/images/initramfs.cpio.xz" OUTPUT_VARIABLE list
  COMMAND_ERROR_IS_FATAL ANY)
# The sizes of programs are the compiler's affair.
string(REGEX REPLACE " +[0-9]+ (usr/lib/(hello|lib[a-z]+\\.so[.0-9]*)|\"bin/two words\")"
  " SIZE \\1" list "${list}")
file(READ "${PROJECT}/../content.txt" expected)
if(NOT list STREQUAL expected)
  message(NOTICE "--- expected\n${expected}--- actual\n${list}---")
  message(FATAL_ERROR "the list differs")
endif()
