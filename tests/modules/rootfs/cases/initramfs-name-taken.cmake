# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_add_initramfs(rootfs ROOTFS rootfs)
