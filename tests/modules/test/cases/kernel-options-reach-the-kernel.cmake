# SPDX-License-Identifier: MIT
# The way of an option: from the libraries behind a program, through private and later links,
# aliases and generator expressions, to the configuration of a ready kernel.
include("${CASE_DIRECTORY}/../linked-targets.cmake")
linuxbake_add_vm_test(NAME t KERNELS kernel COMMAND program)
target_link_libraries(program PRIVATE near)
target_link_libraries(near PRIVATE "$<$<CONFIG:Release,Debug>:A::middle>")
target_link_libraries(middle PRIVATE far near)
linuxbake_target_kernel_options(far INTERFACE TUN EPOLL)
linuxbake_target_kernel_options(near PRIVATE ONLY_OF_NEAR)
linuxbake_target_kernel_options(A::middle PUBLIC NET)
linuxbake_target_kernel_options(program PRIVATE FUTEX PRIVATE BUG)
