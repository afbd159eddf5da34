# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Kbuild
------

One engine for all trees that are configured and built by Kbuild: the kernel, BusyBox, Toybox.  A
public function looks after what is its own (architecture, libc, what comes out) and calls::

  _linuxbake_add_kbuild(<target> <where> NAME <name> WHAT <text> VERSION <version> SOURCE_DIR <dir>
                        ARCH <arch> TREE <dir> ALL <bool> TERMINAL <bool> IN_TREE <bool>
                        CONFIG <base> CONFIG_FIX <bool> BASES <name>...
                        [BASE_FRAGMENTS <file>...] [FRAGMENTS <file>...] [KCONFIG <argument>...]
                        [PATCHES <file>...] [MARKS <file>...] [MADE <path>...]
                        [LIBC <libc>] [COMPILER <word>...] [BINUTILS <prefix>]
                        PRODUCTS <file>... FIELDS <text>)

``NAME``, ``WHAT``
  The source, and what messages call it: ``the kernel``.
``VERSION``, ``SOURCE_DIR``, ``CONFIG``, ``CONFIG_FIX``, ``FRAGMENTS``, ``PATCHES``, ``ALL``
  What the user has given; they mean the same everywhere.  CONFIG is one of BASES, a board's
  defconfig where ``defconfig`` is one of them, or a file.
``BASE_FRAGMENTS``
  Fragments of ours that belong to the base.
``KCONFIG``
  What linuxbake-kconfig has to know besides the tree: ``--arch``, ``--cc``, ``--cross-compile``.
``TREE``
  Where it is built (``_linuxbake_tree_directory()``).
``MARKS``, ``MADE``
  Files that the source has to have; and what a user's own tree has where something was made in it,
  besides ``.config`` and ``include/config``: such a tree cannot be built.
``IN_TREE``
  For a source that builds only where it lies: it is built in a copy.
``LIBC``, ``COMPILER``, ``BINUTILS``
  As with ``_linuxbake_bake()``.
``PRODUCTS``
  The files that the build leaves, but the record.
``FIELDS``
  The fields of the recipe (helpers/bake/recipe.h) that say what make is told, what comes out, and
  where that goes: ``update``, ``make_arguments``, ``identity``, ``goals``, ``products``,
  ``outputs``, ``programs``, ``modules`` and ``depmod``.

and makes the targets X, X-menuconfig, X-savefragment, X-explain and X-lint with the properties
ARCH, SOURCE_DIR, BINARY_DIR, RECORD, RECIPE and HELP.  The steps themselves are in
helpers/bake/kbuild.

The configuration is resolved by linuxbake-kconfig (detail/KconfigCheck.cmake says when).  The
variable LINUXBAKE_KCONFIG (CMake's or the environment's) set to ``kbuild`` leaves it to the
tree's own make targets: for a tree whose Kconfig files linuxbake-kconfig cannot read.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Bake.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/HostFiles.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KconfigCheck.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/WatchedInputs.cmake")

# CONFIG: one of the names, or a file of the user's.
function(_linuxbake_kbuild_base out where base)
  set(bases "${ARGN}")
  if(NOT base IN_LIST bases)
    get_filename_component(file "${base}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    if(base MATCHES "^[A-Za-z0-9._-]+_defconfig$" AND "defconfig" IN_LIST bases
        AND NOT EXISTS "${file}")
      set(${out} "${base}" PARENT_SCOPE) # of the tree, which may not be here yet
      return()
    endif()
    if(NOT EXISTS "${file}" OR IS_DIRECTORY "${file}")
      list(JOIN bases ", " names)
      _linuxbake_error("${where}" "CONFIG '${base}' is none of: ${names}."
        "Nor is it a file. Looked for: ${file}")
    endif()
    set(base "${file}")
  endif()
  set(${out} "${base}" PARENT_SCOPE)
endfunction()

# In <out> the files outside of the source that the fragments make the build read. What is not there
# is an error; what the build makes itself is made before.
function(_linuxbake_kbuild_host_files out where)
  _linuxbake_parse(read 2 "" "KIND;SOURCE;BUILT" "CONFIGURATIONS")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${read_CONFIGURATIONS})
  _linuxbake_files_of_options(needed found "${read_KIND}" ${read_CONFIGURATIONS})
  _linuxbake_top_binary_directory(made)
  _linuxbake_missing_files(missing BELOW ${read_SOURCE} MADE_BELOW "${made}" NEEDED ${needed})
  if(missing)
    _linuxbake_error("${where}" "The configuration needs files that are not there:" ${missing}
      "What an option names is read by the build, and belongs to what the result is known by.")
  endif()
  set(paths "${found}")
  foreach(pair IN LISTS needed)
    string(REGEX REPLACE "^[^=]*=" "" path "${pair}")
    if(IS_ABSOLUTE "${path}")
      list(APPEND paths "${path}")
    endif()
  endforeach()
  _linuxbake_files_behind(files ${paths})
  foreach(path IN LISTS paths)
    if(NOT EXISTS "${path}")
      list(APPEND files "${path}")
    endif()
  endforeach()
  if(EXISTS "${read_BUILT}") # of the last build, for options that the fragments do not name
    _linuxbake_files_of_options(needed found "${read_KIND}" "${read_BUILT}")
    list(TRANSFORM needed REPLACE "^[^=]*=" "")
    list(FILTER needed INCLUDE REGEX "^/")
    _linuxbake_files_behind(more ${needed} ${found})
    list(APPEND files ${more})
    list(REMOVE_DUPLICATES files)
  endif()
  _linuxbake_remove_broken_links(files)
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

# menuconfig and savefragment are about the .config, the others about where it comes from. What
# these need is built before: of a source that is built in a copy the libc, because the copy asks the
# compiler for a part of its Config.in.
function(_linuxbake_add_kbuild_tools target libc_of_copy)
  linuxbake_get_property(recipe "${target}" RECIPE)
  foreach(tool IN ITEMS menuconfig savefragment explain lint)
    add_custom_target("${target}-${tool}"
      COMMAND LinuxBake::bake kbuild --recipe "${recipe}" --step ${tool} USES_TERMINAL VERBATIM)
    set_target_properties("${target}-${tool}" PROPERTIES FOLDER LinuxBake/configuration)
  endforeach()
  add_dependencies("${target}-menuconfig" "${target}-configure")
  add_dependencies("${target}-savefragment" "${target}-configure")
  add_dependencies("${target}-explain" "${target}-download" LinuxBake::kconfig ${libc_of_copy})
  add_dependencies("${target}-lint" "${target}-download" LinuxBake::kconfig ${libc_of_copy})
  _linuxbake_set_properties("${target}-menuconfig"
    HELP "Change the configuration of ${target} in its build tree, by menus")
  _linuxbake_set_properties("${target}-savefragment"
    HELP "Write what the configuration of ${target} adds to its base to ${target}.fragment")
  _linuxbake_set_properties("${target}-explain"
    HELP "Say all about an option of ${target} (LINUXBAKE_SYMBOL=TTY in the environment)")
  _linuxbake_set_properties("${target}-lint"
    HELP "Name the lines in the fragments of ${target} that have no effect")
endfunction()

# Those of LinuxBake's own fragments that are named, and that the caller has no file of that name for,
# as their paths; all else as it is.
function(_linuxbake_named_fragments out source)
  set(found "")
  foreach(name IN LISTS ARGN)
    set(ours "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../fragments/${source}/${name}")
    if(NOT name MATCHES "/" AND NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${name}"
        AND EXISTS "${ours}")
      cmake_path(NORMAL_PATH ours OUTPUT_VARIABLE name)
    endif()
    list(APPEND found "${name}")
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# Which of the fragments come with LinuxBake.
function(_linuxbake_shared_fragments out)
  cmake_path(SET ours NORMALIZE "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../fragments")
  set(shared "")
  foreach(fragment IN LISTS ARGN)
    cmake_path(IS_PREFIX ours "${fragment}" NORMALIZE is_ours)
    if(is_ours)
      list(APPEND shared "${fragment}")
    endif()
  endforeach()
  set(${out} "${shared}" PARENT_SCOPE)
endfunction()

# The fields of the recipe that say how the configuration comes about. WAY is that of
# LINUXBAKE_KCONFIG.
function(_linuxbake_fields_of_configuration out target)
  _linuxbake_parse(config 2 "" "WAY;BASE;FIX" "BASE_FRAGMENTS;FRAGMENTS;ARGUMENTS")
  _linuxbake_shared_fragments(shared ${config_FRAGMENTS})
  _linuxbake_top_binary_directory(build_directory)
  set(by_make FALSE)
  if(config_WAY STREQUAL "kbuild")
    set(by_make TRUE)
  endif()
  _linuxbake_recipe_fields(fields
    TEXT base "${config_BASE}" LIST base_fragments "${config_BASE_FRAGMENTS}"
    LIST fragments "${config_FRAGMENTS}" LIST shared_fragments "${shared}"
    FLAG fix "${config_FIX}" FLAG configured_by_make "${by_make}"
    TEXT kconfig "$<TARGET_FILE:LinuxBake::kconfig>" LIST kconfig_arguments "${config_ARGUMENTS}"
    TEXT saved_fragment "${CMAKE_CURRENT_SOURCE_DIR}/${target}.fragment"
    TEXT build_directory "${build_directory}")
  set(${out} "${fields}" PARENT_SCOPE)
endfunction()

# Those about files of the host that options name: which are known by now, and how the others are
# found in the .config.
function(_linuxbake_fields_of_host_files out)
  foreach(kind IN ITEMS HOST GUEST READING)
    _linuxbake_read_property(${kind} GLOBAL PROPERTY "_LINUXBAKE_${kind}_OPTIONS")
  endforeach()
  _linuxbake_recipe_fields(fields LIST host_files "${ARGN}" LIST host_options "${HOST}"
    LIST guest_options "${GUEST}" LIST reading_options "${READING}")
  set(${out} "${fields}" PARENT_SCOPE)
endfunction()

# What the configuration makes the build read: sets <prefix>_FILES, <prefix>_WATCHED and
# <prefix>_KEYS in the caller. SOURCE is the tree, if it can be read now.
function(_linuxbake_inputs_of_configuration prefix where target)
  _linuxbake_parse(read 3 "" "NAME;TREE;BASE;SOURCE" "FRAGMENTS")
  string(REGEX MATCH "^/.*" base_file "${read_BASE}") # else it is a name
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(configurations BUILT "${directory}/config" CONFIGURATIONS ${base_file} ${read_FRAGMENTS})
  _linuxbake_kbuild_host_files(files "${where}" KIND "${read_NAME}" SOURCE "${read_SOURCE}"
    ${configurations})
  _linuxbake_watch_configuration(watched keys "${target}" KIND "${read_NAME}"
    DIRECTORY "${directory}" TREE "${read_TREE}" ${configurations} AFTER ${files})
  list(PREPEND watched ${base_file})
  set(${prefix}_FILES "${files}" PARENT_SCOPE)
  set(${prefix}_WATCHED "${watched}" PARENT_SCOPE)
  set(${prefix}_KEYS "${keys}" PARENT_SCOPE)
endfunction()

# The targets beside it, and what others ask of it. RESOLVE gives its configuration.
function(_linuxbake_finish_kbuild target)
  _linuxbake_parse(finish 1 "" "VERSION;LOCAL;LIBC_OF_COPY" "RESOLVE")
  set_target_properties("${target}" PROPERTIES
    _LINUXBAKE_SOURCE_VERSION "${finish_VERSION}" _LINUXBAKE_LOCAL_SOURCE "${finish_LOCAL}"
    _LINUXBAKE_RESOLVE "${finish_RESOLVE}")
  _linuxbake_add_step_target("${target}" configure)
  _linuxbake_add_kbuild_tools("${target}" "${finish_LIBC_OF_COPY}")
endfunction()

function(_linuxbake_add_kbuild target where)
  _linuxbake_parse(kbuild 2 ""
    "NAME;WHAT;VERSION;SOURCE_DIR;ARCH;TREE;ALL;TERMINAL;IN_TREE;CONFIG;CONFIG_FIX;LIBC;BINUTILS;\
FIELDS"
    "BASES;BASE_FRAGMENTS;FRAGMENTS;KCONFIG;PATCHES;MARKS;MADE;COMPILER;PRODUCTS")
  _linuxbake_kbuild_base(base "${where}" "${kbuild_CONFIG}" ${kbuild_BASES})
  _linuxbake_named_fragments(fragments "${kbuild_NAME}" ${kbuild_FRAGMENTS})
  _linuxbake_require_files(fragments "${where}" CONFIG_FRAGMENTS ${fragments})
  _linuxbake_require_files(patches "${where}" PATCHES ${kbuild_PATCHES})
  _linuxbake_source_to_bake("${where}" source NAME "${kbuild_NAME}" WHAT "${kbuild_WHAT}"
    VERSION "${kbuild_VERSION}" SOURCE_DIR "${kbuild_SOURCE_DIR}" IN_TREE "${kbuild_IN_TREE}"
    MARKS ${kbuild_MARKS} MADE ${kbuild_MADE} PATCHES ${patches})
  _linuxbake_source_to_read(at_hand SOURCE_DIR "${source_SOURCE_DIR}" NAME "${kbuild_NAME}"
    VERSION "${source_VERSION}" SHA256 "${source_SHA256}" PATCHES ${patches})
  _linuxbake_setting(way LINUXBAKE_KCONFIG "native")
  _linuxbake_one_of("${where}" LINUXBAKE_KCONFIG "${way}" native kbuild)
  set(configuration WAY "${way}" BASE "${base}" FIX "${kbuild_CONFIG_FIX}"
    BASE_FRAGMENTS ${kbuild_BASE_FRAGMENTS} FRAGMENTS ${fragments} ARGUMENTS ${kbuild_KCONFIG})
  _linuxbake_check_kconfig(resolve "${where}" "${target}" LOCAL "${source_SOURCE_DIR}"
    IN_TREE "${kbuild_IN_TREE}" TREE "${kbuild_TREE}" SOURCE "${at_hand}" ${configuration})
  _linuxbake_inputs_of_configuration(read "${where}" "${target}" NAME "${kbuild_NAME}"
    TREE "${kbuild_TREE}" BASE "${base}" FRAGMENTS ${fragments} SOURCE "${at_hand}")
  _linuxbake_fields_of_configuration(config_fields "${target}" ${configuration})
  _linuxbake_fields_of_host_files(host_fields ${read_FILES})
  _linuxbake_recipe_fields(flags
    FLAG in_tree "${kbuild_IN_TREE}" FLAG terminal "${kbuild_TERMINAL}")
  _linuxbake_bake("${target}" KIND kbuild ALL "${kbuild_ALL}" TERMINAL "${kbuild_TERMINAL}"
    NAME "${kbuild_NAME}" VERSION "${source_VERSION}" SPEC "${source_SPEC}"
    LOCAL "${source_SOURCE_DIR}" ARCH "${kbuild_ARCH}" TREE "${kbuild_TREE}" LIBC "${kbuild_LIBC}"
    COMPILER ${kbuild_COMPILER} BINUTILS "${kbuild_BINUTILS}" MARKS ${kbuild_MARKS}
    PATCHES ${patches} TOOLS "${kbuild_BINUTILS}gcc" "${kbuild_BINUTILS}ld" KEYS ${read_KEYS}
    INPUTS ${kbuild_BASE_FRAGMENTS} ${fragments} ${read_FILES} ${read_WATCHED}
    PROGRAMS LinuxBake::kconfig PRODUCTS ${kbuild_PRODUCTS}
    FIELDS "${flags}${config_fields}${host_fields}${kbuild_FIELDS}")
  set(libc_of_copy "")
  if(kbuild_IN_TREE)
    set(libc_of_copy "${kbuild_LIBC}")
  endif()
  _linuxbake_finish_kbuild("${target}" VERSION "${source_VERSION}" LOCAL "${source_SOURCE_DIR}"
    LIBC_OF_COPY "${libc_of_copy}" RESOLVE ${resolve})
endfunction()
