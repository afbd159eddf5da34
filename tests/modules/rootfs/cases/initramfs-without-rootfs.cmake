# SPDX-License-Identifier: MIT
linuxbake_add_initramfs(initramfs COMPRESSION xz)
