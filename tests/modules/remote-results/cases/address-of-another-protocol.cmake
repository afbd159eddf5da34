# SPDX-License-Identifier: MIT
set(LINUXBAKE_RESULTS_REMOTE https://example.org/x "ftp://me:se@cret@example.org/x")
_linuxbake_remotes_file(file)
