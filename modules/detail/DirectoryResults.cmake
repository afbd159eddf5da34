# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
DirectoryResults
----------------

Results (Results.cmake) that are whole directories: a sysroot, an installed package, modules.  Used
by the scripts of the build steps.

``_linuxbake_cached_directory(<directory> <key> <inputs-text> WHAT <name> MAKE <function>``
``                            [LOCAL <directory>])``
  Makes the directory anew: takes what is kept under the key, or calls ``<function>(<new>)``, which
  leaves its work in the directory ``<new>``, and keeps that.  Whoever else makes the same just now
  is waited for.  With a source of the user's own, LOCAL, which nobody has declared, it is made in any
  case and not kept; an empty LOCAL is none.  Uses ``title`` of the caller.

It is kept as ``directory.tar``, which has names, kinds, permissions and times, as tar(5) has them.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Make.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Results.cmake")

# CMake's tar, not file(ARCHIVE_CREATE), which stores whole paths. In the locale C it does nothing
# where a path has other letters than ASCII, and returns 0.
function(_linuxbake_tar what where)
  _linuxbake_run("${what}" DIRECTORY "${where}"
    COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 "${CMAKE_COMMAND}" -E tar ${ARGN})
endfunction()

# The prefix keeps what <function> sees of the script that defined it as it is.
function(_linuxbake_make_directory cached_new cached_key cached_inputs)
  cmake_language(CALL "${cached_MAKE}" "${cached_new}")
  if(NOT "${cached_LOCAL}" STREQUAL "")
    return()
  endif()
  set(cached_archive "${cached_new}.tar")
  _linuxbake_tar("packing ${cached_WHAT}" "${cached_new}"
    cf "${cached_archive}" --format=gnutar .)
  _linuxbake_store_result("${cached_key}" "${cached_inputs}" "directory.tar=${cached_archive}")
  file(REMOVE "${cached_archive}")
endfunction()

function(_linuxbake_cached_directory cached_result cached_key cached_inputs)
  cmake_parse_arguments(PARSE_ARGV 3 cached "" "WHAT;MAKE;LOCAL" "")
  _linuxbake_lock_result("${cached_key}")
  set(cached_entry "")
  if("${cached_LOCAL}" STREQUAL "")
    _linuxbake_find_result(cached_entry "${cached_key}")
  endif()
  set(cached_new "${cached_result}.new")
  file(REMOVE_RECURSE "${cached_new}")
  file(MAKE_DIRECTORY "${cached_new}")
  if(cached_entry STREQUAL "")
    message(STATUS "${title}: building ${cached_WHAT}")
    _linuxbake_make_directory("${cached_new}" "${cached_key}" "${cached_inputs}")
  else()
    message(STATUS "${title}: ${cached_WHAT} was built before, taken from the cache")
    _linuxbake_tar("unpacking ${cached_WHAT}" "${cached_new}" xf "${cached_entry}/directory.tar")
  endif()
  file(REMOVE_RECURSE "${cached_result}")
  file(RENAME "${cached_new}" "${cached_result}")
endfunction()
