# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
add_executable(tool IMPORTED)
set_target_properties(tool PROPERTIES IMPORTED_LOCATION /bin/true)
linuxbake_add_deb(one TARGETS tool NAME hello ARCH x86_64)
linuxbake_add_deb(two TARGETS tool NAME hello ARCH all)
linuxbake_add_repository(repository PACKAGES one two SUITE stable SIGN_KEY "${key}")
