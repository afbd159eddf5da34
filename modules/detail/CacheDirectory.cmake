# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
CacheDirectory
--------------

What the user can set for all builds, and where the shared cache is.

``_linuxbake_setting(<out-variable> <NAME> <default>)``
  The CMake variable ``<NAME>`` of the calling project, else the environment
  variable of that name, else the default.  An empty value counts as unset.

``_linuxbake_wrong_setting(<NAME> <value> <fault> [<line>...])``
  The error for a value of a setting: what is wrong with it, and further lines.

``_linuxbake_cache_directory(<out-variable>)``
  The absolute path of the cache: ``LINUXBAKE_CACHE_DIR`` (variable or
  environment), else ``$XDG_CACHE_HOME/linuxbake``, else ``~/.cache/linuxbake``.
  All builds of a user share it; several at a time may.

  Kernels and their like cannot be compiled in a path with a blank, and a link does not help.
  Where the path of home has one (``/home/Ayşe Yılmaz``), the default is
  ``$TMPDIR/linuxbake-<uid>``, else ``/var/tmp/linuxbake-<uid>``: a directory that belongs to the
  user, and that nobody else may enter, or there is an error.  What the images are does not depend
  on it.  Whoever has /var/tmp cleaned by age sets ``LINUXBAKE_CACHE_DIR``.

The cache holds::

  downloads/<sha256>-<file>        archives, by content; <file>.json: where each came from
  sources/<name>-<version>-<hash>  each archive extracted once, for the user alone to write
  results/                         finished builds (see LinuxBakeKernel)
  locks/  apt/                     of the fetcher

Everything in it can be deleted at any time between builds.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

# Without these a path means the same to make, to the shell and to Kbuild.
set_property(GLOBAL PROPERTY _LINUXBAKE_UNSAFE_PATH "[][ \t:$#%'\"\\;&()*?<>|`!{}=,]")

function(_linuxbake_setting out name default)
  set(value "${default}")
  if(NOT "${${name}}" STREQUAL "")
    set(value "${${name}}")
  elseif(NOT "$ENV{${name}}" STREQUAL "")
    set(value "$ENV{${name}}")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

function(_linuxbake_wrong_setting name value fault)
  cmake_parse_arguments(PARSE_ARGV 3 line "" "" "") # in ARGN a semicolon of a line would end it
  _linuxbake_error("LinuxBake" "${name} '${value}' ${fault}" ${line_UNPARSED_ARGUMENTS}
    "It is read from the CMake variable or the environment variable of that name.")
endfunction()

# In a directory where everybody may write, somebody else may have been there first.
function(_linuxbake_make_private_directory directory)
  if(NOT EXISTS "${directory}" AND NOT IS_SYMLINK "${directory}")
    execute_process(COMMAND mkdir -m 700 "${directory}" ERROR_QUIET)
  endif()
  execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
  execute_process(COMMAND find "${directory}" -prune -type d -user "${user}" -perm 700
    OUTPUT_VARIABLE found ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT found STREQUAL directory)
    _linuxbake_error("LinuxBake" "The cache cannot be in ${directory}:"
      "it is no directory that belongs to you and to which nobody else has access (mode 0700)."
      "Remove it, or set LINUXBAKE_CACHE_DIR, as a CMake variable or in the environment, to a"
      "directory without a blank in its path.")
  endif()
endfunction()

# Instead of a default that no kernel can be built in.
function(_linuxbake_plain_cache_directory out default unsafe)
  _linuxbake_read_property(directory GLOBAL PROPERTY _LINUXBAKE_PLAIN_CACHE)
  if("${directory}" STREQUAL "")
    set(parent /var/tmp)
    if(IS_ABSOLUTE "$ENV{TMPDIR}" AND IS_DIRECTORY "$ENV{TMPDIR}"
        AND NOT "$ENV{TMPDIR}" MATCHES "${unsafe}")
      set(parent "$ENV{TMPDIR}")
    endif()
    execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
    set(directory "${parent}/linuxbake-${user}")
    _linuxbake_make_private_directory("${directory}")
    message(STATUS "The cache of LinuxBake is ${directory}, because no kernel can be built below "
      "${default}; LINUXBAKE_CACHE_DIR chooses another place")
    set_property(GLOBAL PROPERTY _LINUXBAKE_PLAIN_CACHE "${directory}")
  endif()
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()

function(_linuxbake_cache_directory out)
  set(default FALSE)
  _linuxbake_setting(directory LINUXBAKE_CACHE_DIR "")
  if(directory STREQUAL "")
    set(default TRUE)
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
  _linuxbake_read_property(unsafe GLOBAL PROPERTY _LINUXBAKE_UNSAFE_PATH)
  if(default AND directory MATCHES "${unsafe}")
    _linuxbake_plain_cache_directory(directory "${directory}" "${unsafe}")
  endif()
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()
