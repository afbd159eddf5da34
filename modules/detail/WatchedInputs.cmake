# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
WatchedInputs
-------------

What a build of a foreign source reads, and what no list of files can stand for, because another
mode, another link or an empty directory makes no file newer: directories, and the lists of
gen_init_cpio, whose lines may lead anywhere.  ``linuxbake-bake watch`` looks at them in each
build, and writes a file that is an input of the build where something has changed.

``_linuxbake_watch_inputs(<out> <target> <name> DIRECTORY <dir> [TREE <dir>]``
``                        [DIRECTORIES <path>...] [CPIO_LISTS <path>...] [AFTER <file>...])``
  The file ``<dir>/<name>`` and the target ``<target>-<name>`` that looks after it, for DEPENDS;
  nothing where there is nothing to look at.  DIRECTORIES are read as a whole, but for those of the
  system, as ``/usr/include``, outside of the project; CPIO_LISTS are for gen_init_cpio in TREE.  A
  path is what it is when the build looks: a list among DIRECTORIES is passed over, and a directory
  among CPIO_LISTS.  AFTER may be made by the build.

``_linuxbake_remove_broken_links(<list-variable>)``
  Leaves out links that lead nowhere, as links of a guest do on the host: nobody can make them.

``_linuxbake_watch_configuration(<out> <out-key> <target> KIND <name> DIRECTORY <dir>``
``                               TREE <dir> BUILT <configuration> CONFIGURATIONS <file>...``
``                               [AFTER <file>...])``
  That for all that options name, of these fragments and of the configuration that was built last.
  In ``<out-key>`` is the file that belongs to what the result is known by, because what it stands
  for is nowhere else in the key: the files that lists of CONFIG_INITRAMFS_SOURCE name, and
  directories that other options of ``linux`` name.  Such an option may read its directory if it is
  the host's: if it is there, below the top directory of the project or in none of those that each
  system has (``/etc``, ``/usr``, ``/var`` …).
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/HostFiles.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TopDirectory.cmake")

function(_linuxbake_watch_inputs out target name)
  _linuxbake_parse(watch 3 "" "DIRECTORY;TREE" "DIRECTORIES;CPIO_LISTS;AFTER")
  _linuxbake_top_directory(top)
  set(directories "")
  foreach(path IN LISTS watch_DIRECTORIES)
    _linuxbake_is_of_the_system(is_of_the_system "${path}")
    _linuxbake_is_below(is_ours "${path}" "${top}")
    if(is_ours OR NOT is_of_the_system)
      list(APPEND directories "${path}")
    endif()
  endforeach()
  set(lists "${watch_CPIO_LISTS}")
  list(REMOVE_DUPLICATES directories)
  list(REMOVE_DUPLICATES lists)
  set(${out} "" PARENT_SCOPE)
  if("${directories}${lists}" STREQUAL "")
    return()
  endif()
  set(file "${watch_DIRECTORY}/${name}")
  set(tree "")
  if(NOT "${watch_TREE}" STREQUAL "")
    set(tree "--tree=${watch_TREE}")
  endif()
  list(TRANSFORM directories PREPEND "--directory=")
  list(TRANSFORM lists PREPEND "--cpio-list=")
  add_custom_target("${target}-${name}"
    COMMAND LinuxBake::bake watch --output "${file}" ${tree} ${directories} ${lists}
    DEPENDS LinuxBake::bake ${watch_AFTER} BYPRODUCTS "${file}"
    COMMENT "Looking for changes in what ${target} reads" VERBATIM)
  set_target_properties("${target}-${name}" PROPERTIES FOLDER LinuxBake/internal)
  set(${out} "${file}" "${target}-${name}" PARENT_SCOPE)
endfunction()

function(_linuxbake_remove_broken_links variable)
  set(whole_ones "")
  foreach(file IN LISTS ${variable})
    if(EXISTS "${file}" OR NOT IS_SYMLINK "${file}")
      list(APPEND whole_ones "${file}")
    endif()
  endforeach()
  set(${variable} "${whole_ones}" PARENT_SCOPE)
endfunction()

# Whether a directory is the host's, and not one of the guest that the host has as well.
function(_linuxbake_is_of_the_host out path)
  set(${out} FALSE PARENT_SCOPE)
  if(NOT IS_ABSOLUTE "${path}" OR NOT IS_DIRECTORY "${path}")
    return()
  endif()
  _linuxbake_top_directory(top)
  _linuxbake_is_below(is_ours "${path}" "${top}")
  if(is_ours OR NOT path MATCHES
      "^/+([^/]*/*|(bin|boot|dev|etc|lib[0-9a-z]*|opt|proc|run|sbin|sys|usr|var)/.*)$")
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

# Of options of which nobody knows whether they read them.
function(_linuxbake_other_directories out)
  _linuxbake_regex_of_table(host HOST)
  _linuxbake_regex_of_table(guest GUEST)
  _linuxbake_string_options(options option ${ARGN})
  set(directories "")
  foreach(name IN LISTS options)
    if(name MATCHES "^(${host}|${guest})$")
      continue()
    endif()
    string(REGEX MATCHALL "[^ \t]+" words "${option_${name}}")
    foreach(word IN LISTS words)
      _linuxbake_is_of_the_host(host_directory "${word}")
      if(host_directory)
        list(APPEND directories "${word}")
      endif()
    endforeach()
  endforeach()
  set(${out} "${directories}" PARENT_SCOPE)
endfunction()

# The directories and lists that an initramfs of the kernel is made of, which need not be there yet.
function(_linuxbake_initramfs_sources out)
  set(option_INITRAMFS_SOURCE "")
  _linuxbake_string_options(options option ${ARGN})
  string(REGEX MATCHALL "[^ \t]+" words "${option_INITRAMFS_SOURCE}")
  list(FILTER words INCLUDE REGEX "^/")
  list(FILTER words EXCLUDE REGEX "\\.cpio(\\.[^/]*)?$")
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

# The directories among what options name, and for `linux` the sources of an initramfs and what
# other options name.
function(_linuxbake_directories_of_options out out_sources out_others kind)
  set(sources "")
  set(others "")
  _linuxbake_files_of_options(needed unused "${kind}" ${ARGN})
  set(directories "")
  foreach(pair IN LISTS needed)
    string(REGEX MATCH "^[^=]*=(/.*)$" pair "${pair}")
    if(NOT pair STREQUAL "" AND IS_DIRECTORY "${CMAKE_MATCH_1}")
      list(APPEND directories "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(kind STREQUAL "linux")
    _linuxbake_initramfs_sources(sources ${ARGN})
    _linuxbake_other_directories(others ${ARGN})
  endif()
  set(${out} "${directories}" PARENT_SCOPE)
  set(${out_sources} "${sources}" PARENT_SCOPE)
  set(${out_others} "${others}" PARENT_SCOPE)
endfunction()

function(_linuxbake_watch_configuration out out_key target)
  _linuxbake_parse(watch 3 "" "KIND;DIRECTORY;TREE;BUILT" "CONFIGURATIONS;AFTER")
  _linuxbake_directories_of_options(directories sources others "${watch_KIND}"
    ${watch_CONFIGURATIONS})
  set(lists "")
  foreach(source IN LISTS sources)
    if(NOT IS_DIRECTORY "${source}")
      list(APPEND lists "${source}")
    endif()
  endforeach()
  # Not in the key: it would become another one as soon as there is a configuration to read.
  set(built_lists "")
  set(built_directories "")
  if(EXISTS "${watch_BUILT}")
    _linuxbake_directories_of_options(built_directories built_lists built_others "${watch_KIND}"
      "${watch_BUILT}")
    list(APPEND built_directories ${built_lists} ${built_others})
    list(REMOVE_ITEM built_directories "" ${others})
    list(REMOVE_ITEM built_lists "" ${lists})
  endif()
  set(places DIRECTORY "${watch_DIRECTORY}" TREE "${watch_TREE}" AFTER ${watch_AFTER})
  _linuxbake_watch_inputs(key "${target}" watched-key ${places}
    DIRECTORIES ${others} CPIO_LISTS ${lists})
  _linuxbake_watch_inputs(stamp "${target}" watched ${places}
    DIRECTORIES ${directories} ${sources} ${built_directories} CPIO_LISTS ${built_lists})
  set(${out} "${stamp}" "${key}" PARENT_SCOPE)
  list(FILTER key INCLUDE REGEX "^/")
  set(${out_key} "${key}" PARENT_SCOPE)
endfunction()
