# SPDX-License-Identifier: MIT
#
# One error says what is wrong with the path, instead of one of CMake's for each rule.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(WRITE "${WORK}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(odd LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_add_init(init)
linuxbake_add_rootfs(rootfs INIT init)
linuxbake_add_initramfs(initramfs ROOTFS rootfs)
")
foreach(name IN ITEMS "a#b" "a<b")
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${WORK}" -B "${WORK}/${name}"
    "-DLinuxBake_DIR=${LINUXBAKE_DIR}" RESULT_VARIABLE code OUTPUT_QUIET ERROR_VARIABLE errors)
  if(code EQUAL 0 OR NOT errors MATCHES "path of the build directory has a '[#<]'")
    message(SEND_ERROR "'${name}' was not refused, or not for this reason: ${errors}")
  endif()
  string(REGEX MATCHALL "CMake Error" all "${errors}")
  list(LENGTH all count)
  if(NOT count EQUAL 1)
    message(SEND_ERROR "'${name}' gives ${count} errors: ${errors}")
  endif()
endforeach()
