# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../linked-targets.cmake")
linuxbake_add_emulator(vm KERNEL kernel KERNEL_OPTIONS EPOLL TUN)
