# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_install(rootfs FILES CMakeLists.txt DESTINATION /etc PERMISSIONS USER_READ)
