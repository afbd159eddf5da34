# SPDX-License-Identifier: MIT
set(LINUXBAKE_SOURCE_DIR_E2FSPROGS "/no/such/tree")
_linuxbake_get_source("some_function(target)" e2fsprogs "" source)
