# SPDX-License-Identifier: MIT
set(LINUXBAKE_RESULTS_REMOTE oci://me:secret@example.org)
_linuxbake_remotes_file(file)
