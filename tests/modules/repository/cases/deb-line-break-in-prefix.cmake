# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_deb(deb COMPONENTS comp PREFIX "/usr\n")
