# SPDX-License-Identifier: MIT
linuxbake_add_rootfs(rootfs)
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/keys" "-----BEGIN OPENSSH PRIVATE KEY-----\n")
linuxbake_rootfs_user(rootfs guest AUTHORIZED_KEYS "${CMAKE_CURRENT_BINARY_DIR}/keys")
