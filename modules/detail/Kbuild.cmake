# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Kbuild
------

One engine for all trees that are configured and built by Kbuild: the kernel,
BusyBox.  A public function looks after what is its own (architecture, libc,
what comes out) and calls::

  _linuxbake_add_kbuild(<target> "${where}" SOURCE <name> WHAT <text> BASES <name>...
                        [TERMINAL] [LIBC <target>])

It reads from the caller ``arg_ALL``, ``arg_VERSION``, ``arg_SOURCE_DIR``, ``arg_ARCH``,
``arg_CONFIG``, ``arg_CONFIG_FRAGMENTS`` and ``arg_PATCHES``, which mean the same everywhere, and these:

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
``kbuild_inputs``
  Further files that the build depends on.

and makes the targets X, X-menuconfig and X-savefragment with the properties ARCH, CONFIG,
SOURCE_DIR, BINARY_DIR, RECORD and HELP.  The steps themselves are in
``scripts/Kbuild.cmake``.
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/Compile.cmake")

# CONFIG: one of the names, or a file of the user's.
function(_linuxbake_kbuild_base out where bases)
  set(base "${arg_CONFIG}")
  if(NOT base IN_LIST bases)
    get_filename_component(file "${base}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    if(NOT EXISTS "${file}" OR IS_DIRECTORY "${file}")
      list(JOIN bases ", " names)
      _linuxbake_error("${where}" "CONFIG '${base}' is none of: ${names}."
        "Nor is it a file. Looked for: ${file}")
    endif()
    set(base "${file}")
  endif()
  set(${out} "${base}" PARENT_SCOPE)
endfunction()

function(_linuxbake_require_files out where keyword)
  set(files "")
  foreach(path IN LISTS ARGN)
    _linuxbake_require_file("${where}" "${keyword}" "${path}" file)
    list(APPEND files "${file}")
  endforeach()
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

function(_linuxbake_add_kbuild_tools target settings script)
  foreach(tool IN ITEMS menuconfig savefragment)
    add_custom_target("${target}-${tool}"
      COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${settings}" -DSTEP=${tool} -P "${script}"
      USES_TERMINAL VERBATIM)
    add_dependencies("${target}-${tool}" "${target}-configure")
    set_target_properties("${target}-${tool}" PROPERTIES FOLDER LinuxBake/configuration)
  endforeach()
  _linuxbake_set_properties("${target}-menuconfig"
    HELP "Change the configuration of ${target} in its build tree, by menus")
  _linuxbake_set_properties("${target}-savefragment"
    HELP "Write what the configuration of ${target} adds to its base to ${target}.fragment")
endfunction()

function(_linuxbake_add_kbuild target where)
  cmake_parse_arguments(PARSE_ARGV 2 add "TERMINAL" "SOURCE;WHAT" "BASES;LIBC")
  _linuxbake_kbuild_base(base "${where}" "${add_BASES}")
  _linuxbake_require_files(fragments "${where}" CONFIG_FRAGMENTS ${arg_CONFIG_FRAGMENTS})
  _linuxbake_require_files(patches "${where}" PATCHES ${arg_PATCHES})
  _linuxbake_get_source("${where}" "${add_SOURCE}" "${arg_VERSION}" source
    SOURCE_DIR "${arg_SOURCE_DIR}")
  set(local_source "${source_SOURCE_DIR}")
  if(NOT local_source STREQUAL "")
    _linuxbake_check_own_tree("${where}" "${local_source}" "${add_WHAT}")
  endif()
  _linuxbake_compiled_paths("${where}" "${target}" "${add_WHAT}")
  set(title "${target}")
  set(name "${add_SOURCE}")
  set(version "${source_VERSION}")
  set(arch "${arg_ARCH}")
  set(terminal "${add_TERMINAL}")
  set(saved_fragment "${CMAKE_CURRENT_SOURCE_DIR}/${target}.fragment")
  set(kconfig_program "$<TARGET_FILE:LinuxBake::kconfig>")
  _linuxbake_work_settings(common)
  _linuxbake_script_settings(own base fragments patches terminal saved_fragment kconfig_program
    kbuild_arguments kbuild_identity compiler kbuild_update kbuild_goals kbuild_products
    kbuild_outputs kbuild_programs source_marks kbuild_inputs)
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts/Kbuild.cmake")
  set(base_file "")
  if(IS_ABSOLUTE "${base}")
    set(base_file "${base}")
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
    FETCH ${fetch_command} SPEC "${source_spec}"
    INPUTS ${base_file} ${fragments} ${patches} ${kbuild_inputs} LinuxBake::kconfig
    PRODUCTS ${outputs} "${directory}/record.json" DEPENDS LinuxBake::kconfig ${add_LIBC})
  _linuxbake_set_properties("${target}" ARCH "${arch}" SOURCE_DIR "${source_link}"
    BINARY_DIR "${tree}" RECORD "${directory}/record.json")
  set_target_properties("${target}" PROPERTIES
    _LINUXBAKE_SOURCE_VERSION "${version}" _LINUXBAKE_LOCAL_SOURCE "${local_source}")
  ExternalProject_Add_StepTargets("${target}" configure)
  set_target_properties("${target}-configure" PROPERTIES FOLDER LinuxBake/internal)
  _linuxbake_add_kbuild_tools("${target}" "${directory}/settings.cmake" "${script}")
endfunction()
