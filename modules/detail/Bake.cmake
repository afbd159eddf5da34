# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Bake
----

What the functions have in common whose targets linuxbake-bake makes from a source, after a recipe:
musl, the C++ runtime, packages, Kbuild trees.

``_linuxbake_source_to_bake(<where> <prefix> NAME <name> [WHAT <text>] [VERSION <version>]``
``                          [SOURCE_DIR <dir>] [IN_TREE <bool>] [MARKS <file>...] [MADE <path>...]``
``                          [PATCHES <file>...])``
  Looks a source up as ``_linuxbake_get_source()`` does (Fetch.cmake), and says of a tree of the
  user's own what can be said at once (``_linuxbake_check_own_tree()``; WHAT is what messages call
  it, its name by default).  Sets in the caller ``<prefix>_VERSION``, ``<prefix>_SPEC``,
  ``<prefix>_SHA256``, ``<prefix>_SOURCE_DIR`` and ``<prefix>_LICENSE``.

``_linuxbake_bake(<target> KIND <kind> ALL <bool> NAME <name> VERSION <version> SPEC <file>``
``                LOCAL <dir> ARCH <arch> TREE <dir> FIELDS <text> [TERMINAL <bool>] [LIBC <libc>]``
``                [COMPILER <word>...] [COMPILER_CXX <word>...] [CACHE <file>] [BINUTILS <prefix>]``
``                [MARKS <file>...] [PATCHES <file>...] [PACKAGES <package>...] [KEYS <file>...]``
``                [INPUTS <file>...] [PRODUCTS <file>...] [TOOLS <program>...]``
``                [PROGRAMS <target>...])``
  Makes the target (Compile.cmake says with which steps) and its recipe: the fields that every kind
  has, and those of FIELDS (``_linuxbake_recipe_fields()``).  Its directory is
  ``<current binary dir>/<target>``, where the source is ``source``, and the record ``record.json``.
  Sets the properties ARCH, BINARY_DIR, RECORD, RECIPE and SOURCE_DIR of the target.

  ``NAME``, ``VERSION``, ``SPEC``, ``LOCAL``, ``MARKS``, ``PATCHES``
    The source.  LOCAL is a tree of the user's own, or empty.
  ``TREE``
    Where it is built (``_linuxbake_tree_directory()``).
  ``LIBC``, ``PACKAGES``
    Targets that it is compiled with.  Their records are inputs.
  ``COMPILER``, ``COMPILER_CXX``, ``CACHE``, ``BINUTILS``
    Commands, which are CC and CXX of LIBC where none is given; ccache; the prefix of binutils' names.
  ``KEYS``
    Further inputs whose content belongs to what the result is known by.
  ``PROGRAMS``
    Helper programs that the steps call, besides those that every target needs.
  ``INPUTS``, ``PRODUCTS``, ``TOOLS``, ``TERMINAL``
    As with ``_linuxbake_compile()``.  PATCHES are inputs, and the record is a product, without being
    named there.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Compile.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RemoteResults.cmake")

function(_linuxbake_source_to_bake where prefix)
  _linuxbake_parse(wanted 2 "" "NAME;WHAT;VERSION;SOURCE_DIR;IN_TREE" "MARKS;MADE;PATCHES")
  _linuxbake_get_source("${where}" "${wanted_NAME}" "${wanted_VERSION}" found
    SOURCE_DIR "${wanted_SOURCE_DIR}")
  if(NOT found_SOURCE_DIR STREQUAL "")
    _linuxbake_value_or(what "${wanted_WHAT}" "${wanted_NAME}")
    set(in_tree "")
    if(wanted_IN_TREE)
      set(in_tree IN_TREE)
    endif()
    _linuxbake_check_own_tree("${where}" "${found_SOURCE_DIR}" "${what}" ${in_tree}
      MARKS ${wanted_MARKS} MADE ${wanted_MADE} PATCHES ${wanted_PATCHES})
  endif()
  foreach(field IN ITEMS VERSION SPEC SHA256 SOURCE_DIR LICENSE)
    set(${prefix}_${field} "${found_${field}}" PARENT_SCOPE)
  endforeach()
endfunction()

# The fields that every kind has. FETCH is the command for the source, in DIRECTORY.
function(_linuxbake_common_recipe_fields out)
  _linuxbake_parse(common 1 "" "NAME;VERSION;ARCH;DIRECTORY;TREE;LOCAL;CACHE;BINUTILS"
    "FETCH;MARKS;PATCHES;RECORDS;COMPILER;COMPILER_CXX")
  _linuxbake_cache_directory(cache)
  _linuxbake_remotes_file(remotes)
  _linuxbake_look_for_program(make NAMES gmake make REQUIRED)
  _linuxbake_recipe_fields(fields
    TEXT name "${common_NAME}" TEXT version "${common_VERSION}" TEXT arch "${common_ARCH}"
    TEXT directory "${common_DIRECTORY}" TEXT tree "${common_TREE}" TEXT cache "${cache}" TEXT remotes "${remotes}"
    TEXT cmake "${CMAKE_COMMAND}" TEXT make "${make}" TEXT jobs "$<TARGET_FILE:LinuxBake::jobs>"
    TEXT source_link "${common_DIRECTORY}/source"
    TEXT source_record "${common_DIRECTORY}/source.json" LIST source_fetch "${common_FETCH}"
    TEXT source_local "${common_LOCAL}" LIST source_marks "${common_MARKS}"
    LIST patches "${common_PATCHES}" LIST records "${common_RECORDS}"
    LIST compiler "${common_COMPILER}" LIST compiler_cxx "${common_COMPILER_CXX}"
    TEXT compiler_cache "${common_CACHE}" TEXT binutils "${common_BINUTILS}")
  set(${out} "${fields}" PARENT_SCOPE)
endfunction()

function(_linuxbake_bake target)
  _linuxbake_parse(bake 1 ""
    "KIND;ALL;TERMINAL;NAME;VERSION;SPEC;LOCAL;ARCH;TREE;LIBC;CACHE;BINUTILS;FIELDS"
    "COMPILER;COMPILER_CXX;MARKS;PATCHES;PACKAGES;KEYS;INPUTS;PRODUCTS;TOOLS;PROGRAMS")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  _linuxbake_fetch_command(fetch SPEC "${bake_SPEC}" DESTINATION "${directory}/source"
    RECORD "${directory}/source.json")
  set(download ${fetch})
  if(bake_NAME STREQUAL "linux" AND "${bake_LOCAL}" STREQUAL "")
    _linuxbake_fetch_command(download SPEC "${bake_SPEC}" DESTINATION "${directory}/source"
      RECORD "${directory}/source.json" PART_FOR "${target}")
  endif()
  _linuxbake_values_of_targets(records RECORD ${bake_LIBC} ${bake_PACKAGES})
  if("${bake_COMPILER}" STREQUAL "")
    linuxbake_get_property(bake_COMPILER "${bake_LIBC}" CC)
    linuxbake_get_property(bake_COMPILER_CXX "${bake_LIBC}" CXX)
  endif()
  list(APPEND records ${bake_KEYS})
  set(options "")
  foreach(option IN ITEMS ALL TERMINAL)
    if(bake_${option})
      list(APPEND options ${option})
    endif()
  endforeach()
  _linuxbake_compile("${target}" ${options} RECIPE "${bake_KIND}" DIRECTORY "${directory}"
    TREE "${bake_TREE}" LOCAL "${bake_LOCAL}" TOOLS ${bake_TOOLS}
    FETCH ${download} SPEC "${bake_SPEC}"
    INPUTS ${bake_PATCHES} ${records} ${bake_INPUTS} ${bake_PROGRAMS}
    PRODUCTS ${bake_PRODUCTS} "${directory}/record.json"
    DEPENDS ${bake_LIBC} ${bake_PACKAGES} ${bake_PROGRAMS})
  _linuxbake_common_recipe_fields(common NAME "${bake_NAME}" VERSION "${bake_VERSION}"
    ARCH "${bake_ARCH}" DIRECTORY "${directory}" TREE "${bake_TREE}" FETCH ${fetch}
    LOCAL "${bake_LOCAL}" MARKS ${bake_MARKS} PATCHES ${bake_PATCHES} RECORDS ${records}
    COMPILER ${bake_COMPILER} COMPILER_CXX ${bake_COMPILER_CXX} CACHE "${bake_CACHE}"
    BINUTILS "${bake_BINUTILS}")
  _linuxbake_recipe("${target}" KIND "${bake_KIND}" DIRECTORY "${directory}"
    "${common}" "${bake_FIELDS}")
  _linuxbake_set_properties("${target}" ARCH "${bake_ARCH}" SOURCE_DIR "${directory}/source"
    BINARY_DIR "${bake_TREE}" RECORD "${directory}/record.json")
endfunction()
