# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_rootfs_package_database(rootfs DATABASE /made DEPENDS /made/stamp CONTROL_FILES a.postinst)
