# SPDX-License-Identifier: MIT
set(LINUXBAKE_TEST_LAUNCHER "tools/srun --mem=1G")
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_vm_test(NAME t KERNEL kernel COMMAND /bin/true)
