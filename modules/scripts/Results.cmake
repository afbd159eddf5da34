# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Results
-------

Finished builds, kept in ``results/`` of the cache under the hash of all that
went in; for BuildHelper.cmake, which cannot have a helper program yet.  What helper programs keep
is kept in the same way (helpers/bake/results).  An entry is a directory::

  results/<key>/SHA256SUMS    a line for each file, as sha256sum(1) writes it
  results/<key>/inputs        the text whose SHA-256 is <key>
  results/<key>/…             the files

It appears in one step, by rename, and is checked whole on every use: what was
damaged is removed, said, and built again.

``_linuxbake_find_result(<out-directory> <title> <cache> <key>)``
  The directory of an entry that is there and right, else empty.

``_linuxbake_store_result(<cache> <key> <inputs-text> <name>=<file>...)``
  Keeps copies of the files under these names.

``_linuxbake_lock_result(<title> <cache> <key>)``
  Until this script ends, nobody else builds this key; says so where it has to
  wait.  The system gives the lock back when the process ends, however it ends.

``_linuxbake_copy_program(<title> <from> <to>)``
  By a temporary file and a rename; leaves a file alone that has these bytes.

Messages begin with the title.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_temporary_name out path)
  string(RANDOM LENGTH 12 random)
  set(${out} "${path}.${random}.part" PARENT_SCOPE)
endfunction()

function(_linuxbake_copy_program title from to)
  if(EXISTS "${to}" AND NOT IS_DIRECTORY "${to}")
    file(SHA256 "${from}" wanted)
    file(SHA256 "${to}" present)
    if(wanted STREQUAL present)
      return()
    endif()
  endif()
  _linuxbake_temporary_name(temporary "${to}")
  file(COPY_FILE "${from}" "${temporary}" RESULT result)
  if(NOT result EQUAL 0)
    file(REMOVE "${temporary}")
    message(FATAL_ERROR "${title}: '${to}' cannot be written: ${result}")
  endif()
  # It may come from the cache, whose files are read-only.
  file(CHMOD "${temporary}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
    GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  file(RENAME "${temporary}" "${to}")
endfunction()

# Empty if the files are those of SHA256SUMS, else what is wrong with one of them.
function(_linuxbake_check_sums out directory)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C sha256sum --check --strict --quiet SHA256SUMS
    WORKING_DIRECTORY "${directory}" OUTPUT_VARIABLE fault ERROR_VARIABLE fault)
  string(REGEX REPLACE ": FAILED.*" " is not what was stored" fault "${fault}")
  string(REGEX REPLACE "[\n;]+" " " fault "${fault}")
  set(${out} "${fault}" PARENT_SCOPE)
endfunction()

function(_linuxbake_find_result out title cache key)
  set(directory "${cache}/results/${key}")
  set(${out} "" PARENT_SCOPE)
  if(NOT IS_DIRECTORY "${directory}")
    return()
  endif()
  _linuxbake_check_sums(fault "${directory}")
  if(fault STREQUAL "")
    file(SHA256 "${directory}/inputs" inputs)
    if(NOT inputs STREQUAL key)
      set(fault "it belongs to other inputs")
    endif()
  endif()
  if(fault STREQUAL "")
    # helpers/bake/results/uses.h; the cache may be one that only others write.
    execute_process(COMMAND "${CMAKE_COMMAND}" -E make_directory "${cache}/uses" ERROR_QUIET)
    execute_process(COMMAND printf h COMMAND tee -a "${cache}/uses/${key}" OUTPUT_QUIET ERROR_QUIET)
    file(TOUCH_NOCREATE "${directory}") # the least recently used go first: helpers/bake/cache
    set(${out} "${directory}" PARENT_SCOPE)
    return()
  endif()
  message(NOTICE "${title}: the stored result ${directory} is damaged (${fault}); "
    "it is removed and built again.")
  _linuxbake_temporary_name(aside "${directory}")
  file(RENAME "${directory}" "${aside}" RESULT ignored)
  file(REMOVE_RECURSE "${aside}")
endfunction()

function(_linuxbake_store_result cache key inputs)
  set(final "${cache}/results/${key}")
  _linuxbake_temporary_name(directory "${final}")
  file(MAKE_DIRECTORY "${directory}")
  file(WRITE "${directory}/inputs" "${inputs}")
  file(SHA256 "${directory}/inputs" hash)
  set(sums "${hash}  inputs\n")
  foreach(pair IN LISTS ARGN)
    string(REGEX MATCH "^([^=]+)=(.*)$" pair "${pair}")
    set(name "${CMAKE_MATCH_1}")
    file(COPY_FILE "${CMAKE_MATCH_2}" "${directory}/${name}")
    file(CHMOD "${directory}/${name}" FILE_PERMISSIONS OWNER_READ GROUP_READ WORLD_READ)
    file(SHA256 "${directory}/${name}" hash)
    string(APPEND sums "${hash}  ${name}\n")
  endforeach()
  file(WRITE "${directory}/SHA256SUMS" "${sums}")
  file(RENAME "${directory}" "${final}" RESULT result)
  if(NOT result EQUAL 0) # somebody else was quicker, with the same
    file(REMOVE_RECURSE "${directory}")
  endif()
endfunction()

function(_linuxbake_lock_result title cache key)
  file(MAKE_DIRECTORY "${cache}/locks")
  set(lock "${cache}/locks/result-${key}")
  file(LOCK "${lock}" GUARD PROCESS TIMEOUT 0 RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(NOTICE "${title}: another build is making the same just now; waiting for it.")
    file(LOCK "${lock}" GUARD PROCESS)
  endif()
endfunction()
