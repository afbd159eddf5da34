# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_add_initramfs(initramfs ROOTFS rootfs)
linuxbake_rootfs_install(initramfs FILES a DESTINATION /etc)
