# SPDX-License-Identifier: MIT
set(LINUXBAKE_MIRRORS https://example.org archives)
_linuxbake_get_source(test linux "" source)
_linuxbake_fetch_command(command SPEC "${source_SPEC}" DESTINATION "${CMAKE_BINARY_DIR}/source"
  RECORD "${CMAKE_BINARY_DIR}/source.json")
