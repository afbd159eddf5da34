# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LostOutput
----------

``_linuxbake_lost_output(<out-words> <out-command> <target> <file>...)``
  For a custom command of the target with a stamp as its OUTPUT, a depfile, and these files as its
  BYPRODUCTS, which keep their time when their bytes stay the same: words for the helper program
  that writes the depfile, and a further ``COMMAND ...``.  With them the files are made again when
  they are lost, and nothing is made again for what was an input once.  Both are empty for Ninja.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_lost_output out_words out_command target)
  set(words "")
  set(command "")
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    # Make does not know that a lost byproduct has to be made again, unless the stamp depends on it.
    # Ninja does, and would call that a cycle.
    foreach(file IN LISTS ARGN)
      list(APPEND words --depfile-also "${file}")
    endforeach()
    # CMake keeps what earlier depfiles of a command listed (3.25): after a file of an overlay was
    # removed, Make would pack in every build. Without this file of its own CMake reads afresh.
    set(command COMMAND "${CMAKE_COMMAND}" -E rm -f
      "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/compiler_depend.internal")
  endif()
  set(${out_words} "${words}" PARENT_SCOPE)
  set(${out_command} "${command}" PARENT_SCOPE)
endfunction()
