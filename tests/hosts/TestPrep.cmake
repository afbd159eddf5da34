# SPDX-License-Identifier: MIT
#
# CMake from 4.4 on, with CMAKE_TEST_BUILD_DEPENDS: the target test_prep/<test> builds what a test in
# a machine boots, and not what others boot; the test runner with it, where this build makes it.
#
#   cmake -DROOT=<dir> -DGENERATOR=Ninja -DWORK=<dir> -DLINUXBAKE_DIR=<dir> -P TestPrep.cmake
cmake_minimum_required(VERSION 4.4)
include("${CMAKE_CURRENT_LIST_DIR}/../rebuild/kbuild/Common.cmake")

fake_source(tree linux "${plain}")
set(header [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
set(CMAKE_TEST_BUILD_DEPENDS ON)
enable_testing()
]])
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
@header@find_package(LinuxBake REQUIRED)
foreach(name IN ITEMS one two)
  linuxbake_add_kernel(${name} ARCH x86_64 CONFIG defconfig SOURCE_DIR "@tree@")
  linuxbake_add_rootfs(${name}-rootfs)
  linuxbake_add_initramfs(${name}-initramfs ROOTFS ${name}-rootfs COMPRESSION none)
  linuxbake_add_boot_test(NAME ${name}.boot KERNEL ${name} INITRAMFS ${name}-initramfs)
endforeach()
linuxbake_add_boot_test(NAME "a name/of another kind" KERNEL one INITRAMFS one-initramfs)
]])
configure("${build}")
build_target("${build}" test_prep/one.boot)
file(GLOB images RELATIVE "${build}/images" "${build}/images/*")
if(NOT result EQUAL 0 OR NOT "one.vmlinuz" IN_LIST images OR
    NOT "one-initramfs.cpio" IN_LIST images OR "${images}" MATCHES "two")
  message(FATAL_ERROR "test_prep/one.boot has to build one's images, there are '${images}':\n"
    "${output}")
endif()

file(RENAME "${build}/images/one.vmlinuz" "${plain}/vmlinuz")
file(REMOVE_RECURSE "${build}")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
@header@add_subdirectory("@ROOT@" LinuxBake)
linuxbake_import_kernel(kernel FILE "@plain@/vmlinuz" ARCH x86_64)
linuxbake_add_vm_test(NAME the.vm KERNEL kernel COMMAND /bin/true)
linuxbake_add_vm_test(NAME suite KERNEL kernel RESULTS TAP COMMAND /bin/true)
]])
configure("${build}")
foreach(test IN ITEMS the.vm suite suite.run)
  execute_process(COMMAND ninja -C "${build}" -t query "test_prep/${test}" OUTPUT_VARIABLE output)
  if(NOT output MATCHES "linuxbake-helper-boot" OR NOT output MATCHES "linuxbake-vm-init")
    message(FATAL_ERROR "test_prep/${test} has to build the runner and the init:\n${output}")
  endif()
endforeach()
file(REMOVE_RECURSE "${plain}")
