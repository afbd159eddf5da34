# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
add_custom_target(hello)
linuxbake_rootfs_install(rootfs TARGETS hello DESTINATION /bin)
