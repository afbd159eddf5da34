# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_vm_test(NAME t IMAGE iso KERNEL kernel COMMAND /bin/true)
