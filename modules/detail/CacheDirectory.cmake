# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
CacheDirectory
--------------

What the user can set for all builds, and where the shared cache is.

``_linuxbake_setting(<out-variable> <NAME> <default>)``
  The CMake variable ``<NAME>`` of the calling project, else the environment
  variable of that name, else the default.  An empty value counts as unset.

``_linuxbake_cache_directory(<out-variable>)``
  The absolute path of the cache: ``LINUXBAKE_CACHE_DIR`` (variable or
  environment), else ``$XDG_CACHE_HOME/linuxbake``, else ``~/.cache/linuxbake``.
  All builds of a user share it; several at a time may.

The cache holds::

  downloads/<sha256>-<file>        archives, by content; <file>.json: where each came from
  sources/<name>-<version>-<hash>  each archive extracted once, its files read-only
  results/                         finished builds (see LinuxBakeKernel)
  locks/  apt/                     of the fetcher

Everything in it can be deleted at any time between builds.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

function(_linuxbake_setting out name default)
  set(value "${default}")
  if(NOT "${${name}}" STREQUAL "")
    set(value "${${name}}")
  elseif(NOT "$ENV{${name}}" STREQUAL "")
    set(value "$ENV{${name}}")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

function(_linuxbake_cache_directory out)
  _linuxbake_setting(directory LINUXBAKE_CACHE_DIR "")
  if(directory STREQUAL "")
    if(IS_ABSOLUTE "$ENV{XDG_CACHE_HOME}")
      set(directory "$ENV{XDG_CACHE_HOME}/linuxbake")
    elseif(IS_ABSOLUTE "$ENV{HOME}")
      set(directory "$ENV{HOME}/.cache/linuxbake")
    else()
      _linuxbake_error("LinuxBake" "There is no place for the cache of sources and results:"
        "neither LINUXBAKE_CACHE_DIR nor XDG_CACHE_HOME nor HOME is set."
        "Set LINUXBAKE_CACHE_DIR, as a CMake variable or in the environment.")
    endif()
  endif()
  get_filename_component(directory "${directory}" ABSOLUTE BASE_DIR "${PROJECT_BINARY_DIR}")
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()
