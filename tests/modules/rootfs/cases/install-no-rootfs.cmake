# SPDX-License-Identifier: MIT
linuxbake_rootfs_install(rootfs FILES a DESTINATION /etc)
