# SPDX-License-Identifier: MIT
_linuxbake_get_source("some_function(target)" linux "" source SOURCE_DIR no/such/tree)
