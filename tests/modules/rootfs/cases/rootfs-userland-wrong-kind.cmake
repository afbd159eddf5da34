# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(other)
linuxbake_add_rootfs(rootfs USERLAND other)
