# SPDX-License-Identifier: MIT
#
# _linuxbake_patched_source(<out> <source> <patch>...): where the tree with these patches is, or
# will be made: beside the pristine one.
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_patched_source out source)
  set(text "")
  foreach(patch IN LISTS ARGN)
    file(SHA256 "${patch}" hash)
    string(APPEND text "${hash}")
  endforeach()
  string(SHA256 text "${text}")
  string(SUBSTRING "${text}" 0 12 text)
  set(${out} "${source}+${text}" PARENT_SCOPE)
endfunction()
