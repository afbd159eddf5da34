# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_deb(deb PACKAGE curl)
linuxbake_add_repository(repository PACKAGES deb curl SUITE stable SIGN_KEY "${key}")
