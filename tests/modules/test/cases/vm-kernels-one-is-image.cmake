# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_vm_test(NAME t KERNELS kernel iso COMMAND /bin/true)
