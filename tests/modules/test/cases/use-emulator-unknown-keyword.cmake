# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_emulator(vm KERNEL kernel)
linuxbake_use_emulator(vm STRICTLY)
