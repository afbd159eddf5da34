# SPDX-License-Identifier: MIT
# Nothing is built: what the configuration will be is known.
include("${CASE_DIRECTORY}/../linked-targets.cmake")
set(fragment "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
file(WRITE "${fragment}" "CONFIG_FIRST=y\n")
linuxbake_add_kernel(vm-kernel ARCH x86_64 CONFIG allnoconfig CONFIG_FRAGMENTS "${fragment}"
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
linuxbake_add_vm_test(NAME t KERNEL vm-kernel COMMAND program)
target_link_libraries(program PRIVATE far)
linuxbake_target_kernel_options(far INTERFACE FIRST SECOND)
