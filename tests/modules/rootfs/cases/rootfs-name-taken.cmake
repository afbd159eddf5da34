# SPDX-License-Identifier: MIT
add_custom_target(rootfs)
linuxbake_add_rootfs(rootfs)
