# SPDX-License-Identifier: MIT
linuxbake_add_initramfs(initramfs ROOTFS rootfs)
