# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
set(secret "${CMAKE_CURRENT_BINARY_DIR}/secret.key")
file(WRITE "${secret}" "-----BEGIN PGP PRIVATE KEY BLOCK-----\n")
linuxbake_rootfs_repository(rootfs URI http://example.org SUITE stable KEY "${secret}")
