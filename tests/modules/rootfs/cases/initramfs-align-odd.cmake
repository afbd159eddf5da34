# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_add_initramfs(initramfs ROOTFS rootfs ALIGN 4095 COMPRESSION none)
