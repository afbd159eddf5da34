# SPDX-License-Identifier: MIT
_linuxbake_get_source("some_function(target)" busybox 1.2.3 source)
