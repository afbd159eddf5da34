# SPDX-License-Identifier: MIT
set(LINUXBAKE_RESULTS_REMOTE https://example.org/x)
set(LINUXBAKE_RESULTS_KEYS /nowhere/keys)
_linuxbake_remotes_file(file)
