# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_target_kernel_options(kernel TUN)
