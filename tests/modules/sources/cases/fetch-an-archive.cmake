# SPDX-License-Identifier: MIT
# The whole way, for an archive of the project's own: declared, looked up, fetched. The specification
# keeps its time stamp when only settings change, and the command its words.
set(LINUXBAKE_CACHE_DIR "${CMAKE_BINARY_DIR}/cache é")
set(LINUXBAKE_OFFLINE ON)
file(WRITE "${CMAKE_BINARY_DIR}/thing-1/read me.txt" "hello\n")
execute_process(COMMAND "${CMAKE_COMMAND}" -E tar cJf "${CMAKE_CURRENT_SOURCE_DIR}/thing-1.tar.xz"
  thing-1 WORKING_DIRECTORY "${CMAKE_BINARY_DIR}" COMMAND_ERROR_IS_FATAL ANY)
file(SHA256 "${CMAKE_CURRENT_SOURCE_DIR}/thing-1.tar.xz" hash)
linuxbake_declare_source(thing VERSION 1 URL thing-1.tar.xz URL_HASH SHA256=${hash})

_linuxbake_get_source(test thing "" source)
_linuxbake_fetch_command(command SPEC "${source_SPEC}"
  DESTINATION "${CMAKE_BINARY_DIR}/thing/source" RECORD "${CMAKE_BINARY_DIR}/thing.json")
get_target_property(fetcher LinuxBake::fetch IMPORTED_LOCATION)
string(REPLACE "$<TARGET_FILE:LinuxBake::fetch>" "${fetcher}" started "${command}")
execute_process(COMMAND ${started} COMMAND_ERROR_IS_FATAL ANY)
file(READ "${CMAKE_BINARY_DIR}/thing/source/read me.txt" text)
file(READ "${CMAKE_BINARY_DIR}/thing.json" record)
string(JSON origin GET "${record}" origin)
string(JSON sha256 GET "${record}" sha256)
if(NOT text STREQUAL "hello\n" OR NOT origin STREQUAL "archive" OR NOT sha256 STREQUAL hash)
  message(FATAL_ERROR "fetched '${text}' from '${origin}': ${record}")
endif()

set(LINUXBAKE_MIRRORS https://example.org)
file(TIMESTAMP "${source_SPEC}" before "%s")
execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 1.1)
_linuxbake_get_source(test thing 1 source)
_linuxbake_fetch_command(again SPEC "${source_SPEC}"
  DESTINATION "${CMAKE_BINARY_DIR}/thing/source" RECORD "${CMAKE_BINARY_DIR}/thing.json")
file(TIMESTAMP "${source_SPEC}" after "%s")
if(NOT before STREQUAL after OR NOT "${command}" STREQUAL "${again}")
  message(FATAL_ERROR "a mirror changed the specification or the command")
endif()

# The cache was emptied: the specification is touched, so that the build fetches again.
file(REMOVE_RECURSE "${LINUXBAKE_CACHE_DIR}")
_linuxbake_fetch_command(again SPEC "${source_SPEC}"
  DESTINATION "${CMAKE_BINARY_DIR}/thing/source" RECORD "${CMAKE_BINARY_DIR}/thing.json")
file(TIMESTAMP "${source_SPEC}" after "%s")
if(before STREQUAL after)
  message(FATAL_ERROR "the emptied cache was not noticed")
endif()
