# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_instruction_test(NAME t CPU i486 INITRAMFS initramfs GUARDED cpuid)
