# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_repository(repository SUITE stable SIGN_KEY "${key}")
