# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Compression
-----------

What archives and file systems check alike of how they are compressed.

``_linuxbake_check_level(<where> <compression> <level> [<lowest> <highest>])``
  An error unless the level is a number between these; without them, unless it is empty.

``_linuxbake_check_xz_filter(<where> <compression> <filter>)``
  An error unless it is ``none``, or ``x86`` with xz.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

function(_linuxbake_check_level where compression level)
  if(level STREQUAL "")
    return()
  elseif(ARGC EQUAL 3)
    _linuxbake_error("${where}" "LEVEL '${level}' has no meaning with COMPRESSION ${compression}.")
  elseif(NOT level MATCHES "^[0-9]+$" OR level LESS ARGV3 OR level GREATER ARGV4)
    _linuxbake_error("${where}"
      "LEVEL '${level}' is none of the levels ${ARGV3} to ${ARGV4} of ${compression}.")
  endif()
endfunction()

function(_linuxbake_check_xz_filter where compression filter)
  _linuxbake_one_of("${where}" XZ_FILTER "${filter}" none x86)
  if(NOT filter STREQUAL "none" AND NOT compression STREQUAL "xz")
    _linuxbake_error("${where}" "XZ_FILTER '${filter}' is for COMPRESSION xz."
      "This is COMPRESSION ${compression}.")
  endif()
endfunction()
