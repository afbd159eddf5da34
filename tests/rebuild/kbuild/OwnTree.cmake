# SPDX-License-Identifier: MIT
#
# A kernel from a tree of the user's own: an edited file is compiled, nothing else is; a build that
# was interrupted goes on where it was.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P OwnTree.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

fake_source(tree linux "${plain}")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG defconfig SOURCE_DIR "@tree@" OUTPUT linux)
add_custom_command(OUTPUT consumed COMMAND "${CMAKE_COMMAND}" -E touch consumed
  DEPENDS kernel "$<TARGET_PROPERTY:kernel,LINUXBAKE_OUTPUT>" COMMENT "Consuming" VERBATIM)
add_custom_target(consumer DEPENDS consumed)
]])
configure("${build}")

# Interrupted in the middle: the second part takes its time.
set(ENV{LINUXBAKE_FAKE_SLEEP} 30)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --target consumer
  TIMEOUT 8 OUTPUT_QUIET ERROR_QUIET)
set(ENV{LINUXBAKE_FAKE_SLEEP} 0)
file(STRINGS "${log}" ran)
expect_text("${ran}" "first.o")
expect_in("${build}" "an interrupted build goes on" consumed olddefconfig second.o linked bzImage)
expect_in("${build}" "the build, and then nothing")

file(APPEND "${tree}/first.c" "int more;\n")
expect_in("${build}" "a file edited" consumed olddefconfig first.o linked bzImage)
expect_in("${build}" "a file edited, and then nothing")
file(TOUCH "${tree}/second.c")
expect_in("${build}" "a file touched" olddefconfig second.o linked bzImage)
file(WRITE "${tree}/new.c" "")
expect_in("${build}" "a file gained" olddefconfig)
expect_in("${build}" "a file gained, and then nothing")
file(REMOVE_RECURSE "${plain}")
