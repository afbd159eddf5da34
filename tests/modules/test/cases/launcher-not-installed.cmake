# SPDX-License-Identifier: MIT
set(LINUXBAKE_TEST_LAUNCHER "no-such-srun --mem=1G")
include("${CASE_DIRECTORY}/../targets.cmake")
linuxbake_add_boot_test(NAME t IMAGE iso)
