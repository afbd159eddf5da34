# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
CompilerLauncher
----------------

The program that stands before each compiler of a build: one that keeps what was compiled, or that
gives it to other machines.  It changes neither the bytes nor the keys of results.

``_linuxbake_launcher_of_compilers(<out-variable>)``
  The whole path of ``LINUXBAKE_COMPILER_LAUNCHER``, a program: ``ccache``, ``sccache``, ``icecc``,
  ``distcc``.  By default it is ccache where that is installed; empty where it is ``OFF``.  An error
  if the program is not there, or if there are several words.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")

function(_linuxbake_launcher_of_compilers out)
  _linuxbake_setting(wanted LINUXBAKE_COMPILER_LAUNCHER ccache)
  set(${out} "" PARENT_SCOPE)
  if(wanted STREQUAL "OFF")
    return()
  endif()
  if(wanted MATCHES "[; ]")
    _linuxbake_wrong_setting(LINUXBAKE_COMPILER_LAUNCHER "${wanted}" "is not one program."
      "For ccache in front of another one, set it to ccache, and CCACHE_PREFIX in the environment to"
      "the other one.")
  endif()
  _linuxbake_look_for_program(program NAMES "${wanted}")
  if(program)
    set(${out} "${program}" PARENT_SCOPE)
  elseif(NOT wanted STREQUAL "ccache")
    _linuxbake_wrong_setting(LINUXBAKE_COMPILER_LAUNCHER "${wanted}" "is not installed.")
  endif()
endfunction()
