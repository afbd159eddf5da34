# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_repository(repository PACKAGES curl SUITE stable SIGN_KEY "${key}" ORIGIN "a
b")
