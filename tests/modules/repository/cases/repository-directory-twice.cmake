# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
set(served "${CMAKE_CURRENT_BINARY_DIR}/served")
linuxbake_add_repository(one PACKAGES curl SUITE stable SIGN_KEY "${key}" OUTPUT "${served}")
linuxbake_add_repository(two PACKAGES curl SUITE testing SIGN_KEY "${key}" OUTPUT "${served}")
