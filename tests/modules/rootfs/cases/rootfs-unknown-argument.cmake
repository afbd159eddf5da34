# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs PROGRAMS busybox)
