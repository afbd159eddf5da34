# SPDX-License-Identifier: MIT
set(LINUXBAKE_RESULTS_REMOTE https://me:secret@)
_linuxbake_remotes_file(file)
