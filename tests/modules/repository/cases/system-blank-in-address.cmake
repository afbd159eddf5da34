# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_rootfs_repository(rootfs URI "http://example.org/a b" SUITE stable KEY "${key}")
