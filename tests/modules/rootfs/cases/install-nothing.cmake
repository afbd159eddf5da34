# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_install(rootfs DESTINATION /etc)
