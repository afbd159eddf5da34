# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
TestLauncher
------------

The words that stand before the runner of a test, so that another machine has the work:
``LINUXBAKE_TEST_LAUNCHER``.  The runner itself starts them (``linuxbake-boot away``), because it has
to tell a test that failed from a job that was cancelled.

``_linuxbake_test_launcher(<out-variable>)``
  The words, the first of them a whole path; empty if there are none.  An error if that is no
  program.

``_linuxbake_launched(<out-variable> <word>...)``
  The command of a test, which begins with linuxbake-boot, with the launcher's words in it.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")

function(_linuxbake_test_launcher out)
  set(${out} "" PARENT_SCOPE)
  _linuxbake_setting(wanted LINUXBAKE_TEST_LAUNCHER "")
  if(wanted STREQUAL "")
    return()
  endif()
  if(wanted MATCHES "^[; \t]*$")
    _linuxbake_wrong_setting(LINUXBAKE_TEST_LAUNCHER "${wanted}" "has no word."
      "Leave it empty to run tests on this host.")
  endif()
  set(words "${wanted}")
  if(NOT wanted MATCHES ";")
    separate_arguments(words UNIX_COMMAND "${wanted}")
  endif()
  list(POP_FRONT words name)
  if(name MATCHES "/" AND NOT IS_ABSOLUTE "${name}")
    _linuxbake_wrong_setting(LINUXBAKE_TEST_LAUNCHER "${wanted}" "begins with a relative path."
      "Name the program by its whole path, or by a name that is looked for in PATH.")
  endif()
  _linuxbake_look_for_program(program NAMES "${name}")
  if(NOT program)
    _linuxbake_wrong_setting(LINUXBAKE_TEST_LAUNCHER "${wanted}"
      "begins with a program that is not installed.")
  endif()
  list(PREPEND words "${program}")
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

function(_linuxbake_launched out runner)
  cmake_parse_arguments(PARSE_ARGV 2 test "" "" "") # in ARGN a semicolon of a word would end it
  _linuxbake_test_launcher(launcher)
  set(words "${runner}")
  if(NOT launcher STREQUAL "")
    list(APPEND words away)
    foreach(word IN LISTS launcher)
      list(APPEND words "--word=${word}")
    endforeach()
    _linuxbake_setting(bundle LINUXBAKE_TEST_BUNDLE OFF)
    if(bundle)
      list(APPEND words --bundle)
    endif()
    list(APPEND words --)
  endif()
  foreach(word IN LISTS test_UNPARSED_ARGUMENTS)
    string(REPLACE ";" "\\;" word "${word}")
    list(APPEND words "${word}")
  endforeach()
  set(${out} "${words}" PARENT_SCOPE)
endfunction()
