# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_vm_test(NAME t KERNEL kernel COMMAND /bin/true NETWORK on)
