# SPDX-License-Identifier: MIT
set(LINUXBAKE_RESULTS_REMOTE https://example.org/x)
_linuxbake_remotes_file(file)
