# SPDX-License-Identifier: MIT
file(WRITE "${CMAKE_BINARY_DIR}/keys" "")
set(LINUXBAKE_RESULTS_KEYS "${CMAKE_BINARY_DIR}/keys")
set(LINUXBAKE_RESULTS_REMOTE https://a/x oci://b/y readonly readonly http://c oci+http://d:5000/e/f
  readonly)
_linuxbake_remotes_file(file)
file(READ "${file}" json)
string(REPLACE "${CMAKE_BINARY_DIR}" "<build>" json "${json}")
string(CONCAT expected "{\"remotes\": [{\"address\": \"https://a/x\", \"readonly\": false}, "
  "{\"address\": \"oci://b/y\", \"readonly\": true}, {\"address\": \"http://c\", \"readonly\": false}, "
  "{\"address\": \"oci+http://d:5000/e/f\", \"readonly\": true}], \"keys\": \"<build>/keys\", "
  "\"signer\": \"\"}\n")
if(NOT json STREQUAL expected)
  message(FATAL_ERROR "${json}")
endif()
