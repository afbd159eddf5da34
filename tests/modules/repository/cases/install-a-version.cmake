# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_repository(repository PACKAGES curl SUITE stable SIGN_KEY "${key}")
linuxbake_rootfs_install(rootfs PACKAGES curl=8.4.0 REPOSITORY repository)
