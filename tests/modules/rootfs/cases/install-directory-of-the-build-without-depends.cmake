# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_install(rootfs DIRECTORY "$<1:/made>/include" DESTINATION /usr)
