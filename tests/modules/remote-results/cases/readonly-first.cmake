# SPDX-License-Identifier: MIT
set(LINUXBAKE_RESULTS_REMOTE readonly https://example.org/x)
_linuxbake_remotes_file(file)
