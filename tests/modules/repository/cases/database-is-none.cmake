# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_rootfs_package_database(rootfs DATABASE "${CMAKE_CURRENT_BINARY_DIR}")
