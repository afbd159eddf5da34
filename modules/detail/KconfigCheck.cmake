# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
KconfigCheck
------------

A wrong option is an error of the configuration of CMake where that can be had for nothing: where
the source and the helper program are there already.  Otherwise (a fresh clone, an empty cache) the
first build step of the target says the same, before anything is compiled.  Nothing is fetched
or built for the sake of this check.

``_linuxbake_check_kconfig(<out-resolve> <where> <target> WAY <way> BASE <base> FIX <bool>``
``                         [BASE_FRAGMENTS <file>...] [FRAGMENTS <file>...] [ARGUMENTS <word>...]``
``                         SOURCE <tree> LOCAL <tree> IN_TREE <bool> TREE <dir>)``
  WAY is that of LINUXBAKE_KCONFIG; ARGUMENTS are what the program has to know besides the tree;
  SOURCE is that of ``_linuxbake_source_to_read()``, LOCAL a tree of the user's own.  A source that
  is built IN_TREE has all its Kconfig files only in its copy, TREE.  A check that passed is not
  repeated until one of its inputs changes; an edited fragment makes CMake configure again.  In
  ``<out-resolve>`` is the command, but for its --output, that gives the whole configuration; empty
  if that cannot be had now.

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

# Of a source that is built in a copy, from its first build on. A copy of the user's own tree may be
# older than that.
function(_linuxbake_copy_at_hand out local_source tree)
  set(${out} "" PARENT_SCOPE)
  if(local_source STREQUAL "" AND EXISTS "${tree}/.linuxbake-copy")
    set(${out} "${tree}" PARENT_SCOPE)
  endif()
endfunction()

# All that the check depends on but a tree of the user's own: WORDS, and what the files hold.
function(_linuxbake_kconfig_check_inputs out)
  _linuxbake_parse(check 1 "" "" "WORDS;FILES")
  set(text "${check_WORDS}\n")
  foreach(file IN LISTS check_FILES)
    if(IS_ABSOLUTE "${file}") # else it is the name of a base
      file(SHA256 "${file}" hash)
      string(APPEND text "${hash} ${file}\n")
    endif()
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# What stands behind a command of the program, as "resolve". FIX_FILE holds the lines that
# CONFIG_FIX found, if it is there.
function(_linuxbake_kconfig_words out)
  _linuxbake_parse(kconfig 1 "" "TREE;BASE;FIX_FILE" "BASE_FRAGMENTS;FRAGMENTS;ARGUMENTS")
  _linuxbake_cache_directory(cache)
  set(words --tree "${kconfig_TREE}" ${kconfig_ARGUMENTS} --cache "${cache}"
    --base "${kconfig_BASE}")
  foreach(fragment IN LISTS kconfig_BASE_FRAGMENTS)
    list(APPEND words --base-fragment "${fragment}")
  endforeach()
  set(fragments "${kconfig_FRAGMENTS}")
  if(EXISTS "${kconfig_FIX_FILE}")
    list(APPEND fragments "${kconfig_FIX_FILE}")
  endif()
  foreach(fragment IN LISTS fragments)
    list(APPEND words --fragment "${fragment}")
  endforeach()
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

# Runs the program: what it printed of errors and warnings, without its name, and its exit code: 1
# for options that cannot be, 3 for an input that cannot be used, a tree or a configuration.
function(_linuxbake_kconfig_ask out out_code)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code ERROR_VARIABLE errors)
  string(REGEX REPLACE "(^|\n)linuxbake-kconfig: (error|warning): " "\\1" errors "${errors}")
  string(REGEX REPLACE "\n+$" "" errors "${errors}")
  set(${out} "${errors}" PARENT_SCOPE)
  set(${out_code} "${code}" PARENT_SCOPE)
endfunction()

# CODE: the program's. What cannot be read has its way out in the complaint.
function(_linuxbake_kconfig_refuse where code complaint fix)
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

# With FIX it first looks for the lines that the fragments lack, for FIX_FILE. The other words are
# those of _linuxbake_kconfig_words().
function(_linuxbake_ask_kconfig where program fix fix_file)
  file(REMOVE "${fix_file}")
  set(code 0)
  set(text "")
  _linuxbake_kconfig_words(words ${ARGN})
  if(fix AND "--fragment" IN_LIST words)
    _linuxbake_kconfig_ask(text code "${program}" fix ${words} --output "${fix_file}")
  endif()
  if(code EQUAL 0)
    _linuxbake_kconfig_words(words ${ARGN} FIX_FILE "${fix_file}")
    _linuxbake_kconfig_ask(text code "${program}" check ${words})
  endif()
  if(NOT code EQUAL 0)
    _linuxbake_kconfig_refuse("${where}" "${code}" "${text}" "${fix}")
  elseif(NOT text STREQUAL "")
    message(NOTICE "${where}:\n${text}")
  endif()
endfunction()

function(_linuxbake_check_kconfig out where target)
  _linuxbake_parse(check 3 "" "WAY;BASE;FIX;SOURCE;LOCAL;IN_TREE;TREE"
    "BASE_FRAGMENTS;FRAGMENTS;ARGUMENTS")
  set(${out} "" PARENT_SCOPE)
  _linuxbake_ready_helper(program kconfig)
  set(source "${check_SOURCE}")
  if(check_IN_TREE)
    _linuxbake_copy_at_hand(source "${check_LOCAL}" "${check_TREE}")
  endif()
  if(NOT check_WAY STREQUAL "native" OR program STREQUAL "" OR NOT IS_DIRECTORY "${source}")
    return()
  elseif("${check_FRAGMENTS}" STREQUAL "" AND NOT IS_ABSOLUTE "${check_BASE}")
    return()
  endif()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${check_FRAGMENTS})
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(question TREE "${source}" BASE "${check_BASE}" BASE_FRAGMENTS ${check_BASE_FRAGMENTS}
    FRAGMENTS ${check_FRAGMENTS} ARGUMENTS ${check_ARGUMENTS})
  _linuxbake_kconfig_check_inputs(inputs WORDS "${check_FIX}" ${question}
    FILES "${program}" "${check_BASE}" ${check_BASE_FRAGMENTS} ${check_FRAGMENTS})
  set(checked "")
  if(EXISTS "${directory}/checked" AND "${check_LOCAL}" STREQUAL "")
    file(READ "${directory}/checked" checked)
  endif()
  if(NOT checked STREQUAL inputs)
    file(MAKE_DIRECTORY "${directory}")
    _linuxbake_ask_kconfig("${where}" "${program}" "${check_FIX}" "${directory}/fix.config"
      ${question})
    file(WRITE "${directory}/checked" "${inputs}")
  endif()
  if(NOT "${check_FRAGMENTS}" STREQUAL "")
    _linuxbake_kconfig_words(words ${question} FIX_FILE "${directory}/fix.config")
    set(${out} "${program}" resolve ${words} PARENT_SCOPE)
  endif()
endfunction()
