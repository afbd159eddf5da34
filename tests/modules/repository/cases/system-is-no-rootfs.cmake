# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_rootfs_repository(curl URI http://example.org SUITE stable KEY "${key}")
