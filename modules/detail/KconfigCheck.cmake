# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
KconfigCheck
------------

A wrong option is an error of the configuration of CMake where that can be had for nothing: where
the source and the helper program are there already.  Otherwise (a fresh clone, an empty cache) the
first build step of the target says the same, before anything is compiled.  Nothing is fetched
or built for the sake of this check.

``_linuxbake_check_kconfig(<where>)``
  Reads from the caller what detail/Kconfig.cmake names, ``patches`` and ``source_…`` of
  _linuxbake_get_source().  A check that passed is not repeated until one of its inputs changes;
  an edited fragment makes CMake configure again.  Sets ``kconfig_resolve`` in the caller: the
  command, but for its --output, that gives the whole configuration; empty if that cannot be had
  now.

``_linuxbake_ready_helper(<out> <name>)``
  The path of a helper program that can be run now; else empty.  One that this build makes
  itself counts if none of its sources is newer.

``_linuxbake_source_to_read(<out> SOURCE_DIR <tree> NAME <name> VERSION <version> SHA256 <sha256>``
``                          PATCHES <file>...)``
  The tree, the user's own or in the cache, with its patches; empty if it is not there yet.

``_linuxbake_source_at_hand(<out> <name> <version> <sha256>)``
  The tree in the cache that the fetcher would take without asking anybody; else empty.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Kconfig.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PatchedSource.cmake")

function(_linuxbake_sources_are_older out program)
  set(directory "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../../helpers")
  file(GLOB_RECURSE sources "${directory}/*.cpp" "${directory}/*.h" "${directory}/CMakeLists.txt")
  set(${out} TRUE PARENT_SCOPE)
  foreach(source IN LISTS sources)
    if("${source}" IS_NEWER_THAN "${program}")
      set(${out} FALSE PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

function(_linuxbake_ready_helper out name)
  set(${out} "" PARENT_SCOPE)
  get_target_property(program "LinuxBake::${name}" ALIASED_TARGET)
  set(built_here TRUE)
  if(program)
    get_target_property(directory "${program}" RUNTIME_OUTPUT_DIRECTORY)
    set(path "${directory}/${program}")
  else()
    get_target_property(path "LinuxBake::${name}" LOCATION)
    if(NOT TARGET linuxbake-helpers)
      set(built_here FALSE)
    endif()
  endif()
  if(NOT path OR NOT EXISTS "${path}")
    return()
  endif()
  set(ready TRUE)
  if(built_here)
    _linuxbake_sources_are_older(ready "${path}")
  endif()
  if(ready)
    set(${out} "${path}" PARENT_SCOPE)
  endif()
endfunction()

function(_linuxbake_source_at_hand out name version sha256)
  set(${out} "" PARENT_SCOPE)
  _linuxbake_cache_directory(cache)
  string(SUBSTRING "${sha256}" 0 16 id)
  set(tree "${cache}/sources/${name}-${version}-${id}")
  set(record_file "${cache}/downloads/${name}-${version}-${id}.json")
  _linuxbake_setting(fallback LINUXBAKE_DEBIAN_FALLBACK ON)
  if(NOT EXISTS "${tree}.complete" AND fallback AND EXISTS "${record_file}")
    # The pinned archive could not be downloaded, and a package stood in for it.
    file(READ "${record_file}" record)
    string(JSON version ERROR_VARIABLE error GET "${record}" version)
    string(JSON sha256 ERROR_VARIABLE error GET "${record}" sha256)
    string(SUBSTRING "${sha256}" 0 16 id)
    set(tree "${cache}/sources/${name}-${version}-${id}")
  endif()
  if(EXISTS "${tree}.complete" AND IS_DIRECTORY "${tree}")
    set(${out} "${tree}" PARENT_SCOPE)
  endif()
endfunction()

# Of a source that is built in a copy only that has all Kconfig files, from its first build on. A
# copy of the user's own tree may be older than that.
function(_linuxbake_copy_at_hand out)
  set(${out} "" PARENT_SCOPE)
  if(source_SOURCE_DIR STREQUAL "" AND EXISTS "${tree}/.linuxbake-copy")
    set(${out} "${tree}" PARENT_SCOPE)
  endif()
endfunction()

# All that the check depends on but a tree of the user's own.
function(_linuxbake_kconfig_check_inputs out program source)
  file(SHA256 "${program}" hash)
  set(text "${hash} ${source} ${fix} ${base} ${kconfig_arguments}\n")
  set(files "")
  list(APPEND files ${base_fragments} ${fragments})
  if(IS_ABSOLUTE "${base}")
    list(APPEND files "${base}")
  endif()
  foreach(file IN LISTS files)
    file(SHA256 "${file}" hash)
    string(APPEND text "${hash} ${file}\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# CODE: the program's. What cannot be read has its way out in the complaint.
function(_linuxbake_kconfig_refuse where code complaint)
  string(REPLACE "\n" "\n  " complaint "${complaint}")
  if(NOT code EQUAL 1)
    _linuxbake_error("${where}" "The configuration cannot be made:" "" "${complaint}")
  endif()
  set(way_out "CONFIG_FIX adds what is missing, where anything can be added.")
  if(fix)
    set(way_out "CONFIG_FIX finds no lines that would make it possible.")
  endif()
  _linuxbake_error("${where}" "The configuration cannot be what CONFIG_FRAGMENTS ask for:" ""
    "${complaint}" "" "${way_out}")
endfunction()

function(_linuxbake_source_to_read out)
  _linuxbake_parse(read 1 "" "SOURCE_DIR;NAME;VERSION;SHA256" "PATCHES")
  set(source "${read_SOURCE_DIR}")
  if(source STREQUAL "")
    _linuxbake_source_at_hand(source "${read_NAME}" "${read_VERSION}" "${read_SHA256}")
  endif()
  if(DEFINED read_PATCHES AND NOT source STREQUAL "")
    _linuxbake_patched_source(source "${source}" ${read_PATCHES})
  endif()
  if(NOT IS_DIRECTORY "${source}")
    set(source "")
  endif()
  set(${out} "${source}" PARENT_SCOPE)
endfunction()

function(_linuxbake_check_kconfig where)
  _linuxbake_ready_helper(program kconfig)
  _linuxbake_source_to_read(source SOURCE_DIR "${source_SOURCE_DIR}" NAME "${source_NAME}"
    VERSION "${source_VERSION}" SHA256 "${source_SHA256}" PATCHES ${patches})
  if(kbuild_in_tree)
    _linuxbake_copy_at_hand(source)
  endif()
  set(kconfig_resolve "" PARENT_SCOPE)
  if(program STREQUAL "" OR NOT IS_DIRECTORY "${source}")
    return()
  elseif("${fragments}" STREQUAL "" AND NOT IS_ABSOLUTE "${base}")
    return()
  endif()
  _linuxbake_kconfig_command(resolve "${program}" resolve "${source}")
  _linuxbake_kconfig_add_fragments(resolve)
  if(NOT "${fragments}" STREQUAL "")
    set(kconfig_resolve "${resolve}" PARENT_SCOPE)
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${fragments})
  _linuxbake_kconfig_check_inputs(inputs "${program}" "${source}")
  set(checked "")
  if(EXISTS "${directory}/checked" AND source_SOURCE_DIR STREQUAL "")
    file(READ "${directory}/checked" checked)
  endif()
  if(checked STREQUAL inputs)
    return()
  endif()
  file(MAKE_DIRECTORY "${directory}")
  _linuxbake_kconfig_fix(text code "${program}" "${source}")
  if(code EQUAL 0)
    _linuxbake_kconfig_command(command "${program}" check "${source}")
    _linuxbake_kconfig_add_fragments(command)
    _linuxbake_kconfig_ask(text code ${command})
  endif()
  if(NOT code EQUAL 0)
    _linuxbake_kconfig_refuse("${where}" "${code}" "${text}")
  elseif(NOT text STREQUAL "")
    message(NOTICE "${where}:\n${text}")
  endif()
  file(WRITE "${directory}/checked" "${inputs}")
endfunction()
