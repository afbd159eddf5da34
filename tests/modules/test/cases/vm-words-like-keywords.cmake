# SPDX-License-Identifier: MIT
# What the program is told may be called like a keyword of ours.
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_vm_test(NAME t KERNEL kernel COMMAND /bin/true SYSTEM a NEEDS b PROGRAM c)
