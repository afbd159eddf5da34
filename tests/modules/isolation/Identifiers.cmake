# SPDX-License-Identifier: MIT
#
# linuxbake_identifiers(<out> <modules directory>)
#   Every name that a variable of the code in modules/ could have: each word of it, and each word of
#   capitals with arg_ before it. What is in comments does not count.
# linuxbake_write_markers(<file> <value> <how> <name>...)
#   Writes set() commands for them; <how> is NORMAL or CACHE.

# Documented inputs: what they are set to has to arrive.
set(documented_inputs
  LINUXBAKE_SOURCE_DIR_ # with the name of a source: a tree to take instead
  LINUXBAKE_CACHE_DIR LINUXBAKE_MIRRORS LINUXBAKE_OFFLINE LINUXBAKE_DEBIAN_FALLBACK # LinuxBakeSources
  LINUXBAKE_CONNECT_TIMEOUT LINUXBAKE_STALL_TIMEOUT # LinuxBakeSources
  LINUXBAKE_RESULTS_REMOTE LINUXBAKE_RESULTS_KEYS LINUXBAKE_RESULTS_SIGNER # detail/RemoteResults
  LINUXBAKE_COMPILER_LAUNCHER # detail/CompilerLauncher
  LINUXBAKE_TEST_LAUNCHER LINUXBAKE_TEST_BUNDLE # detail/TestLauncher
  LINUXBAKE_KCONFIG # detail/Kbuild: who resolves a configuration
  LINUXBAKE_EMULATE_ARGUMENTS LINUXBAKE_HOST_TESTS # LinuxBakeEmulator
  LINUXBAKE_OUTPUT_DIRECTORY) # LinuxBake: where images go

function(linuxbake_identifiers out modules)
  file(GLOB_RECURSE files "${modules}/*.cmake")
  list(FILTER files EXCLUDE REGEX "/scripts/") # a process of its own, which has none of these
  file(GLOB templates "${modules}/templates/*.in")
  set(words "")
  foreach(file IN LISTS files templates)
    file(READ "${file}" text)
    string(REGEX REPLACE "\\[========+\\[.*\\]========+\\]" "" text "${text}")
    string(REGEX REPLACE "(^|\n) *#[^\n]*" "\\1" text "${text}")
    string(REGEX MATCHALL "[A-Za-z_][A-Za-z0-9_]*" found "${text}")
    list(APPEND words ${found})
  endforeach()
  list(REMOVE_DUPLICATES words)
  set(keywords "${words}")
  list(FILTER keywords INCLUDE REGEX "^[A-Z][A-Z0-9_]*$")
  list(TRANSFORM keywords PREPEND arg_)
  list(APPEND words ${keywords})
  list(REMOVE_DUPLICATES words)
  # CMake's own, and constants of if(), which no variable of that name changes.
  list(FILTER words EXCLUDE REGEX "^(CMAKE_|_CMAKE_|PROJECT_|ENV$|CACHE$|TRUE$|FALSE$|ON$|OFF$)")
  list(FILTER words EXCLUDE REGEX "^(ARGC|ARGN|ARGV[0-9]*)$")
  list(REMOVE_ITEM words ${documented_inputs} GUEST MARKERS)
  list(SORT words)
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

function(linuxbake_write_markers file value how)
  set(cache "")
  set(names "${ARGN}")
  if(how STREQUAL "CACHE")
    set(cache " CACHE STRING \"\"")
  endif()
  set(text "")
  foreach(name IN LISTS names)
    string(APPEND text "set(${name} [[${value}]]${cache})\n")
  endforeach()
  file(WRITE "${file}" "${text}")
endfunction()
