# SPDX-License-Identifier: MIT
set(LINUXBAKE_RESULTS_REMOTE https://example.org/x)
file(WRITE "${CMAKE_BINARY_DIR}/keys" "")
set(LINUXBAKE_RESULTS_KEYS "${CMAKE_BINARY_DIR}/keys")
set(LINUXBAKE_RESULTS_SIGNER keys)
_linuxbake_remotes_file(file)
