# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
TopDirectory
------------

``_linuxbake_top_directory(<out-variable>)``
  The source directory of the whole build, which DEFER and directory properties take.

``_linuxbake_top_binary_directory(<out-variable>)``
  The directory that ``cmake --build`` takes, for texts that users read.  Nothing is
  to be looked for or written there.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_top_directory out)
  set(directory "${CMAKE_CURRENT_SOURCE_DIR}")
  set(parent "${directory}")
  while(NOT parent STREQUAL "")
    set(directory "${parent}")
    _linuxbake_read_property(parent DIRECTORY "${directory}" PROPERTY PARENT_DIRECTORY)
  endwhile()
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()

function(_linuxbake_top_binary_directory out)
  _linuxbake_top_directory(directory)
  _linuxbake_read_property(binary DIRECTORY "${directory}" PROPERTY BINARY_DIR)
  set(${out} "${binary}" PARENT_SCOPE)
endfunction()
