# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_device(rootfs /dev/console c 5 one)
