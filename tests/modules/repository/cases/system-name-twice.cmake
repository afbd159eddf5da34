# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
set(key "${CMAKE_CURRENT_BINARY_DIR}/public.key")
file(WRITE "${key}" "-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
linuxbake_rootfs_repository(rootfs URI http://example.org SUITE stable KEY "${key}")
linuxbake_rootfs_repository(rootfs URI http://example.org SUITE testing KEY "${key}")
