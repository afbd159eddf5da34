# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_device(rootfs /dev/console char 5 1)
