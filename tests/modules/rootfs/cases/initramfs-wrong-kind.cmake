# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_add_initramfs(one ROOTFS rootfs)
linuxbake_add_initramfs(two ROOTFS one)
