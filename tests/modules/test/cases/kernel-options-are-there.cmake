# SPDX-License-Identifier: MIT
# What the kernel has is asked for, and what nobody links to is not looked at.
include("${CASE_DIRECTORY}/../linked-targets.cmake")
linuxbake_target_kernel_options(far INTERFACE EPOLL PRIVATE TUN)
target_link_libraries(program PRIVATE far)
linuxbake_target_kernel_options(near PUBLIC TUN)
linuxbake_add_vm_test(NAME t KERNEL kernel COMMAND program)
