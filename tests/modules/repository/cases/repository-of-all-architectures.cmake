# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_deb(deb PACKAGE curl ARCH all)
linuxbake_add_repository(repository PACKAGES deb SUITE stable SIGN_KEY "${key}")
