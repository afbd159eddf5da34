# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../../test/targets.cmake")
linuxbake_install(TARGETS kernel EXPORT a/b)
