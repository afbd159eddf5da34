# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs OVERLAY "${NOT_SET}")
