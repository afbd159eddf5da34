# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_run(r IMAGE iso BLANK_DISKS 64)
