# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_user(rootfs first UID 1001)
linuxbake_rootfs_user(rootfs second) # 1001 is not free
linuxbake_rootfs_user(rootfs third UID 1002)
