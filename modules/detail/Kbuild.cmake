# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Kbuild
------

One engine for all trees that are configured and built by Kbuild: the kernel,
BusyBox, Toybox.  A public function looks after what is its own (architecture, libc,
what comes out) and calls::

  _linuxbake_add_kbuild(<target> "${where}" SOURCE <name> WHAT <text> BASES <name>...
                        [TERMINAL] [LIBC <target>] [MODULES] [MADE <path>...])

It reads from the caller ``arg_ALL``, ``arg_VERSION``, ``arg_SOURCE_DIR``, ``arg_ARCH``,
``arg_CONFIG``, ``arg_CONFIG_FRAGMENTS``, ``arg_CONFIG_FIX`` and ``arg_PATCHES``, which mean the
same everywhere, and these:

``base_fragments``
  Fragments of ours that belong to the base.
``kconfig_arguments``
  What linuxbake-kconfig has to know besides the tree: ``--arch``, ``--cc``, ``--cross-compile``.
``kbuild_arguments``
  Arguments for every make: ``ARCH=…``, ``CC=…``
``kbuild_identity``
  What of them changes the result, as text for the key; no path may stand in it.
``compiler``
  The compiler as a command, whose version goes into the key.
``kbuild_update``
  The make target that completes a configuration: olddefconfig, oldconfig.
``kbuild_goals``
  What is built.
``kbuild_products``
  What comes out: ``<name>=<path in the tree>`` each.
``kbuild_outputs``, ``kbuild_programs``
  Where that goes: ``<name>=<absolute path>`` each, also ``config``; the names of executable ones.
``source_marks``
  Files that the source has to have.
``kbuild_in_tree``
  TRUE for a source that builds only where it lies, in a copy (``scripts/SourceCopy.cmake``).
``kbuild_inputs``
  Further files that the build depends on.

MODULES is for a kernel: its modules are built too, to the variable ``modules_directory``, by
``depmod_program`` (see ``scripts/KernelModules.cmake``).  MADE: what a user's own tree has where
something was made in it, besides ``.config`` and ``include/config``; such a tree cannot be built.

and makes the targets X, X-menuconfig, X-savefragment, X-explain and X-lint with the properties
ARCH, CONFIG, SOURCE_DIR, BINARY_DIR, RECORD and HELP.  The steps themselves are in
``scripts/Kbuild.cmake``.

The configuration is resolved by linuxbake-kconfig (detail/KconfigCheck.cmake says when).  The
variable LINUXBAKE_KCONFIG (CMake's or the environment's) set to ``kbuild`` leaves it to the
tree's own make targets: for a tree whose Kconfig files linuxbake-kconfig cannot read.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Compile.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/HostFiles.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/KconfigCheck.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/WatchedInputs.cmake")

# CONFIG: one of the names, or a file of the user's.
function(_linuxbake_kbuild_base out where bases)
  set(base "${arg_CONFIG}")
  if(NOT base IN_LIST bases)
    get_filename_component(file "${base}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    if(base MATCHES "^[A-Za-z0-9._-]+_defconfig$" AND defconfig IN_LIST bases
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

# menuconfig and savefragment are about the .config, the others about where it comes from.
function(_linuxbake_add_kbuild_tools target settings script)
  foreach(tool IN ITEMS menuconfig savefragment explain lint)
    add_custom_target("${target}-${tool}"
      COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${settings}" -DSTEP=${tool} -P "${script}"
      USES_TERMINAL VERBATIM)
    set_target_properties("${target}-${tool}" PROPERTIES FOLDER LinuxBake/configuration)
  endforeach()
  add_dependencies("${target}-menuconfig" "${target}-configure")
  add_dependencies("${target}-savefragment" "${target}-configure")
  set(needed "${target}-download" LinuxBake::kconfig)
  if(kbuild_in_tree) # the copy asks the compiler for a part of its Config.in
    list(APPEND needed "${add_LIBC}")
  endif()
  add_dependencies("${target}-explain" ${needed})
  add_dependencies("${target}-lint" ${needed})
  _linuxbake_set_properties("${target}-menuconfig"
    HELP "Change the configuration of ${target} in its build tree, by menus")
  _linuxbake_set_properties("${target}-savefragment"
    HELP "Write what the configuration of ${target} adds to its base to ${target}.fragment")
  _linuxbake_set_properties("${target}-explain"
    HELP "Say all about an option of ${target} (LINUXBAKE_SYMBOL=TTY in the environment)")
  _linuxbake_set_properties("${target}-lint"
    HELP "Name the lines in the fragments of ${target} that have no effect")
endfunction()

# What the rest calls by short names, as the scripts do.
macro(_linuxbake_kbuild_variables)
  set(local_source "${source_SOURCE_DIR}")
  set(title "${target}")
  set(name "${add_SOURCE}")
  set(version "${source_VERSION}")
  set(arch "${arg_ARCH}")
  set(terminal "${add_TERMINAL}")
  set(fix "${arg_CONFIG_FIX}")
  _linuxbake_top_binary_directory(build_directory)
  set(saved_fragment "${CMAKE_CURRENT_SOURCE_DIR}/${target}.fragment")
  set(kconfig_program "$<TARGET_FILE:LinuxBake::kconfig>")
  _linuxbake_cache_directory(cache)
  _linuxbake_setting(kconfig_way LINUXBAKE_KCONFIG "native")
  _linuxbake_one_of("${where}" LINUXBAKE_KCONFIG "${kconfig_way}" native kbuild)
endmacro()

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

function(_linuxbake_add_kbuild target where)
  _linuxbake_parse(add 2 "TERMINAL;MODULES" "SOURCE;WHAT" "BASES;LIBC;MADE")
  _linuxbake_kbuild_base(base "${where}" "${add_BASES}")
  _linuxbake_named_fragments(own_or_ours "${add_SOURCE}" ${arg_CONFIG_FRAGMENTS})
  _linuxbake_require_files(fragments "${where}" CONFIG_FRAGMENTS ${own_or_ours})
  _linuxbake_require_files(patches "${where}" PATCHES ${arg_PATCHES})
  _linuxbake_get_source("${where}" "${add_SOURCE}" "${arg_VERSION}" source
    SOURCE_DIR "${arg_SOURCE_DIR}")
  _linuxbake_kbuild_variables()
  if(NOT local_source STREQUAL "")
    set(in_tree "")
    if(kbuild_in_tree)
      set(in_tree IN_TREE)
    endif()
    _linuxbake_check_own_tree("${where}" "${local_source}" "${add_WHAT}" ${in_tree}
      MARKS ${source_marks} MADE ${add_MADE} PATCHES ${arg_PATCHES})
  endif()
  _linuxbake_compiled_paths("${where}" "${target}" "${add_WHAT}")
  set(kconfig_resolve "")
  if(kconfig_way STREQUAL "native")
    _linuxbake_check_kconfig("${where}")
  endif()
  string(REGEX MATCH "^/.*" base_file "${base}") # else it is a name
  _linuxbake_source_to_read(at_hand SOURCE_DIR "${source_SOURCE_DIR}" NAME "${source_NAME}"
    VERSION "${source_VERSION}" SHA256 "${source_SHA256}" PATCHES ${patches})
  _linuxbake_kbuild_host_files(host_files "${where}" KIND "${add_SOURCE}" SOURCE ${at_hand}
    BUILT "${directory}/config" CONFIGURATIONS ${base_file} ${fragments})
  _linuxbake_watch_configuration(watched watched_key "${target}" KIND "${add_SOURCE}"
    DIRECTORY "${directory}" TREE "${tree}" BUILT "${directory}/config"
    CONFIGURATIONS ${base_file} ${fragments} AFTER ${host_files})
  list(APPEND kbuild_inputs ${watched_key})
  _linuxbake_work_settings(common)
  _linuxbake_script_settings(own base base_fragments fragments fix patches terminal saved_fragment
    build_directory kconfig_program kconfig_arguments kconfig_way kbuild_arguments kbuild_identity
    compiler compiler_CROSS kbuild_update kbuild_goals kbuild_products kbuild_outputs kbuild_programs source_marks
    kbuild_inputs kbuild_in_tree host_files)
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts/Kbuild.cmake")
  set(modules_products "")
  if(add_MODULES)
    set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts/KernelModules.cmake")
    set(modules_directory "${tree}/modules")
    _linuxbake_script_settings(modules modules_directory depmod_program)
    string(APPEND own "${modules}")
    set(modules_products "${directory}/modules.manifest" "${directory}/modules.sums")
  endif()
  set(outputs "${kbuild_outputs}")
  list(TRANSFORM outputs REPLACE "^[^=]+=" "")
  set(options "")
  foreach(option IN ITEMS ALL TERMINAL)
    if(arg_${option} OR add_${option})
      list(APPEND options ${option})
    endif()
  endforeach()
  _linuxbake_compile("${target}" ${options} SCRIPT "${script}" SETTINGS "${common}${own}"
    DIRECTORY "${directory}" TREE "${tree}" LOCAL "${local_source}"
    TOOLS "${compiler_CROSS}gcc" "${compiler_CROSS}ld"
    FETCH ${fetch_command} SPEC "${source_spec}"
    INPUTS ${base_file} ${base_fragments} ${fragments} ${patches} ${kbuild_inputs}
      ${host_files} ${watched} LinuxBake::kconfig
    PRODUCTS ${outputs} ${modules_products} "${directory}/record.json"
    DEPENDS LinuxBake::kconfig ${add_LIBC})
  _linuxbake_set_properties("${target}" ARCH "${arch}" SOURCE_DIR "${source_link}"
    BINARY_DIR "${tree}" RECORD "${directory}/record.json")
  if(add_MODULES)
    _linuxbake_set_properties("${target}" MODULES "${modules_directory}")
    set_target_properties("${target}" PROPERTIES _LINUXBAKE_MODULES_NOTES "${modules_products}")
  endif()
  set_target_properties("${target}" PROPERTIES
    _LINUXBAKE_SOURCE_VERSION "${version}" _LINUXBAKE_LOCAL_SOURCE "${local_source}"
    _LINUXBAKE_RESOLVE "${kconfig_resolve}")
  _linuxbake_add_step_target("${target}" configure)
  _linuxbake_add_kbuild_tools("${target}" "${directory}/settings.cmake" "${script}")
endfunction()
