# SPDX-License-Identifier: MIT
linuxbake_add_rootfs("root fs")
