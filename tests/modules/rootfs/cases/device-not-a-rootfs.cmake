# SPDX-License-Identifier: MIT
add_custom_target(rootfs)
linuxbake_rootfs_device(rootfs /dev/console c 5 1)
