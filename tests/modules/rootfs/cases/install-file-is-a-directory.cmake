# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_install(rootfs PROGRAMS "${CASE_DIRECTORY}" DESTINATION /etc)
