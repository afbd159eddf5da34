# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_rootfs_package_database(rootfs CONTROL "${CMAKE_CURRENT_LIST_FILE}"
  CONTROL_FILES base.postinst)
