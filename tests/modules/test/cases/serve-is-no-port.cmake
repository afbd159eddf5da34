# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_boot_test(NAME t IMAGE iso SERVE http busybox httpd)
