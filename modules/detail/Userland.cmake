# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Userland
--------

What linuxbake_add_busybox() and linuxbake_add_toybox() have in common: one static program with many
names.

``_linuxbake_libc_of_userland(<out-arch> <out-compiler> <where> <target> <LIBC> <VERSION>``
``                            <SOURCE_DIR>)``
  Checks the name of the target and these keywords.  The compiler is that of LIBC.

``_linuxbake_add_userland(<target> <where> PROGRAM <name> WHAT <text> ARCH <arch> LIBC <libc>``
``                        BINUTILS <prefix> OUTPUT <file> IN_TREE <bool> MAKE <argument>...``
``                        IDENTITY <text> GOALS <goal>... <argument>...)``
  Makes the target with ENTRIES for the program and its names.  PROGRAM is also its source.  MAKE is
  what each make is told, IDENTITY what of that changes the result, GOALS what is made.  OUTPUT may
  be empty: then the program is in the directory of the target.  The other arguments are those of
  ``_linuxbake_add_kbuild()``.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Kbuild.cmake")

function(_linuxbake_libc_of_userland out_arch out_cc where target libc version source_dir)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" LIBC "${libc}" libc)
  _linuxbake_check_source_arguments("${where}" "${version}" "${source_dir}")
  linuxbake_get_property(arch "${libc}" ARCH)
  linuxbake_get_property(cc "${libc}" CC)
  set(${out_arch} "${arch}" PARENT_SCOPE)
  set(${out_cc} "${cc}" PARENT_SCOPE)
endfunction()

# The fields of the recipe that say what make is told, and what comes out.
function(_linuxbake_fields_of_userland out)
  _linuxbake_parse(userland 1 "" "PROGRAM;OUTPUT;DIRECTORY;IDENTITY" "MAKE;GOALS")
  set(program "${userland_PROGRAM}")
  set(products "${program}=${program}" "applets.manifest=linuxbake-applets.manifest")
  set(outputs "${program}=${userland_OUTPUT}"
    "applets.manifest=${userland_DIRECTORY}/applets.manifest"
    "config=${userland_DIRECTORY}/config")
  _linuxbake_recipe_fields(fields TEXT update oldconfig LIST make_arguments "${userland_MAKE}"
    TEXT identity "${userland_IDENTITY}" LIST goals "${userland_GOALS}"
    LIST products "${products}" LIST outputs "${outputs}" LIST programs "${program}"
    TEXT modules "" TEXT depmod "")
  set(${out} "${fields}" PARENT_SCOPE)
endfunction()

function(_linuxbake_add_userland target where)
  _linuxbake_parse(userland 2 ""
    "PROGRAM;WHAT;ALL;VERSION;SOURCE_DIR;ARCH;LIBC;BINUTILS;OUTPUT;CONFIG;CONFIG_FIX;IN_TREE;\
IDENTITY"
    "FRAGMENTS;BASE_FRAGMENTS;PATCHES;MARKS;MAKE;GOALS")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(output "${directory}/${userland_PROGRAM}")
  if(NOT "${userland_OUTPUT}" STREQUAL "")
    _linuxbake_output_path(output "${userland_OUTPUT}" "")
  endif()
  _linuxbake_value_or(config "${userland_CONFIG}" defconfig)
  _linuxbake_tree_directory(tree "${where}" "${target}" "${userland_WHAT}")
  _linuxbake_fields_of_userland(fields PROGRAM "${userland_PROGRAM}" OUTPUT "${output}"
    DIRECTORY "${directory}" IDENTITY "${userland_IDENTITY}" MAKE ${userland_MAKE}
    GOALS ${userland_GOALS})
  # Its Kconfig asks no compiler.
  _linuxbake_add_kbuild("${target}" "${where}" NAME "${userland_PROGRAM}" WHAT "${userland_WHAT}"
    VERSION "${userland_VERSION}" SOURCE_DIR "${userland_SOURCE_DIR}" ARCH "${userland_ARCH}"
    TREE "${tree}" ALL "${userland_ALL}" TERMINAL FALSE IN_TREE "${userland_IN_TREE}"
    CONFIG "${config}" CONFIG_FIX "${userland_CONFIG_FIX}" BASES defconfig allnoconfig
    BASE_FRAGMENTS ${userland_BASE_FRAGMENTS} FRAGMENTS ${userland_FRAGMENTS}
    PATCHES ${userland_PATCHES} MARKS ${userland_MARKS} LIBC "${userland_LIBC}"
    BINUTILS "${userland_BINUTILS}" FIELDS "${fields}"
    PRODUCTS "${output}" "${directory}/applets.manifest" "${directory}/config")
  set(entries "file /bin/${userland_PROGRAM} \"${output}\" 0755 0 0"
    "include \"${directory}/applets.manifest\"")
  _linuxbake_set_properties("${target}" KIND userland OUTPUT "${output}" LIBC "${userland_LIBC}"
    CONFIG "${directory}/config" ENTRIES "${entries}"
    DEPENDS "${target};${output};${directory}/applets.manifest"
    HELP "Build ${userland_WHAT}, the userland")
endfunction()
