# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
CompilerLauncher
----------------

The program that stands before each compiler of a build: one that keeps what was compiled, or that
gives it to other machines.  It changes neither the bytes nor the keys of results.

``_linuxbake_launcher_of_compilers(<out-variable>)``
  The whole path of ``LINUXBAKE_COMPILER_LAUNCHER``, a program: ``ccache``, ``sccache``, ``icecc``,
  ``distcc``.  By default it is ccache where that is installed; empty where it is ``OFF``.  An error
  if the program is not there, if there are several words, or if root uses sccache.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")

# Configure scripts compile to /dev/null. What sccache 0.4 has kept is put in the place of the output,
# whatever that is; root may do so to a device, and then the host has none.
function(_linuxbake_refuse_sccache_of_root program)
  get_filename_component(name "${program}" NAME)
  if(name STREQUAL "sccache")
    execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(user STREQUAL "0")
      _linuxbake_wrong_setting(LINUXBAKE_COMPILER_LAUNCHER "${name}"
        "is not for root: it replaces /dev/null by a file where a configure script compiles to it."
        "Build as an ordinary user, or use ccache.")
    endif()
  endif()
endfunction()

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
    _linuxbake_refuse_sccache_of_root("${program}")
    set(${out} "${program}" PARENT_SCOPE)
  elseif(NOT wanted STREQUAL "ccache")
    _linuxbake_wrong_setting(LINUXBAKE_COMPILER_LAUNCHER "${wanted}" "is not installed.")
  endif()
endfunction()
