# SPDX-License-Identifier: MIT
unset(ENV{HOME})
unset(ENV{XDG_CACHE_HOME})
unset(ENV{LINUXBAKE_CACHE_DIR})
_linuxbake_cache_directory(directory)
