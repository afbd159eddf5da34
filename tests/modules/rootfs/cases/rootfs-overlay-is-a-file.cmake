# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs OVERLAY "${CASE_DIRECTORY}/rootfs-overlay-is-a-file.cmake")
