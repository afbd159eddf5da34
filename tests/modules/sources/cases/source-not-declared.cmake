# SPDX-License-Identifier: MIT
_linuxbake_get_source("some_function(target)" thing "" source)
