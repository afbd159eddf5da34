# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../../test/targets.cmake")
linuxbake_install(EXPORT X)
