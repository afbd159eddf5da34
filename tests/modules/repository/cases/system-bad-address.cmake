# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_rootfs_repository(rootfs URI example.org SUITE stable KEY "${key}")
