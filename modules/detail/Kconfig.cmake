# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Kconfig
-------

What ``linuxbake-kconfig`` is asked, by the functions and by the scripts of the build steps.  They
have these variables under the same names: ``base`` (a name or a file), ``base_fragments`` (what
belongs to the base), ``fragments``, ``kconfig_arguments`` (``--arch``, ``--cc`` …), ``cache``,
``fix`` (CONFIG_FIX) and ``directory`` (of the target).

``_linuxbake_kconfig_command(<out> <program> <command> <tree> [<argument>...])``
  The command line, with the tree, the base and what belongs to it.

``_linuxbake_kconfig_add_fragments(<command-variable>)``
  Appends the fragments and, with CONFIG_FIX, the lines that ``fix`` found.

``_linuxbake_kconfig_ask(<out-text> <out-code> <command>...)``
  Runs the command: what it printed of errors and warnings, without the program's name, and its exit
  code: 1 for options that cannot be, 3 for an input that cannot be used, a tree or a configuration.

``_linuxbake_kconfig_fix(<out-text> <out-code> <program> <tree>)``
  With CONFIG_FIX: writes ``<directory>/fix.config``, the lines that are missing for all options
  in the fragments to take; may be empty.  The results are those of ``_linuxbake_kconfig_ask()``.

``_linuxbake_kconfig_complaint(<out> <text>)``
  What the program printed, without its name.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_kconfig_command out program command tree)
  set(words "${program}" "${command}" --tree "${tree}" ${kconfig_arguments} --cache "${cache}"
    --base "${base}")
  foreach(fragment IN LISTS base_fragments)
    list(APPEND words --base-fragment "${fragment}")
  endforeach()
  set(${out} ${words} ${ARGN} PARENT_SCOPE)
endfunction()

function(_linuxbake_kconfig_add_fragments _linuxbake_command)
  set(words ${${_linuxbake_command}})
  foreach(fragment IN LISTS fragments)
    list(APPEND words --fragment "${fragment}")
  endforeach()
  if(fix AND EXISTS "${directory}/fix.config")
    list(APPEND words --fragment "${directory}/fix.config")
  endif()
  set(${_linuxbake_command} ${words} PARENT_SCOPE)
endfunction()

function(_linuxbake_kconfig_complaint out text)
  string(REGEX REPLACE "(^|\n)linuxbake-kconfig: (error|warning): " "\\1" text "${text}")
  string(REGEX REPLACE "\n+$" "" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(_linuxbake_kconfig_ask out out_code)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code ERROR_VARIABLE errors)
  _linuxbake_kconfig_complaint(errors "${errors}")
  set(${out} "${errors}" PARENT_SCOPE)
  set(${out_code} "${code}" PARENT_SCOPE)
endfunction()

function(_linuxbake_kconfig_fix out out_code program tree)
  set(${out} "" PARENT_SCOPE)
  set(${out_code} 0 PARENT_SCOPE)
  file(REMOVE "${directory}/fix.config")
  if(NOT fix OR "${fragments}" STREQUAL "")
    return()
  endif()
  _linuxbake_kconfig_command(command "${program}" fix "${tree}"
    --output "${directory}/fix.config")
  _linuxbake_kconfig_add_fragments(command)
  _linuxbake_kconfig_ask(text code ${command})
  set(${out} "${text}" PARENT_SCOPE)
  set(${out_code} "${code}" PARENT_SCOPE)
endfunction()
