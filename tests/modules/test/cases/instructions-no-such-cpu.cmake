# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_instruction_test(NAME t CPU 486 INITRAMFS initramfs)
