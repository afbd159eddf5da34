# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
DirectoryResults
----------------

Results (Results.cmake) that are whole directories: a sysroot, an installed package, modules.  Used
by the scripts of the build steps.

``_linuxbake_cached_directory(<directory> <key> <inputs-text> WHAT <name> MAKE <function>``
``                            [UNCACHED])``
  Makes the directory anew: takes what is kept under the key, or calls ``<function>(<new>)``, which
  leaves its work in the directory ``<new>``, and keeps that.  Whoever else makes the same just now
  is waited for.  ``UNCACHED`` makes it in any case and keeps nothing: for sources that nobody has
  declared.  Uses ``title`` of the caller.

It is kept as ``directory.tar``, which has names, kinds, permissions and times, as tar(5) has them.
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/Make.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Results.cmake")

# CMake's tar, not file(ARCHIVE_CREATE), which stores whole paths. In the locale C it does nothing
# where a path has other letters than ASCII, and returns 0.
function(_linuxbake_tar what directory)
  _linuxbake_run("${what}" DIRECTORY "${directory}"
    COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 "${CMAKE_COMMAND}" -E tar ${ARGN})
endfunction()

function(_linuxbake_make_directory new key inputs)
  cmake_language(CALL "${cached_MAKE}" "${new}")
  if(cached_UNCACHED)
    return()
  endif()
  set(archive "${new}.tar")
  _linuxbake_tar("packing ${cached_WHAT}" "${new}" cf "${archive}" --format=gnutar .)
  _linuxbake_store_result("${key}" "${inputs}" "directory.tar=${archive}")
  file(REMOVE "${archive}")
endfunction()

function(_linuxbake_cached_directory directory key inputs)
  cmake_parse_arguments(PARSE_ARGV 3 cached "UNCACHED" "WHAT;MAKE" "")
  _linuxbake_lock_result("${key}")
  set(entry "")
  if(NOT cached_UNCACHED)
    _linuxbake_find_result(entry "${key}")
  endif()
  set(new "${directory}.new")
  file(REMOVE_RECURSE "${new}")
  file(MAKE_DIRECTORY "${new}")
  if(entry STREQUAL "")
    message(STATUS "${title}: building ${cached_WHAT}")
    _linuxbake_make_directory("${new}" "${key}" "${inputs}")
  else()
    message(STATUS "${title}: ${cached_WHAT} was built before, taken from the cache")
    _linuxbake_tar("unpacking ${cached_WHAT}" "${new}" xf "${entry}/directory.tar")
  endif()
  file(REMOVE_RECURSE "${directory}")
  file(RENAME "${new}" "${directory}")
endfunction()
