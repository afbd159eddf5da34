# SPDX-License-Identifier: MIT
_linuxbake_remotes_file(file)
file(READ "${file}" json)
if(NOT json STREQUAL "{\"remotes\": [], \"keys\": \"\", \"signer\": \"\"}\n")
  message(FATAL_ERROR "${json}")
endif()
