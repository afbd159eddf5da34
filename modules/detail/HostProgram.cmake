# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
HostProgram
-----------

Programs and files of the machine that builds, looked for when the project is
configured, so that a build never stops at a missing tool.

``_linuxbake_find_program(<where> <out-variable> <package> <name>...)``
  The absolute path of the first program of these names.

``_linuxbake_find_host_directory(<where> <out-variable> <package> <file> <directory>...)``
  The first of the directories that holds the file.

Both end in an error that names the package of each distribution otherwise.
``<package>`` is a row of HostPackages.cmake.  ``PATH`` is searched, then the
``sbin`` directories, which users of Debian do not have in their ``PATH``; the
sysroot of a cross build is not.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/HostPackages.cmake")

function(_linuxbake_missing_package where what package)
  _linuxbake_packages_of(names "${package}")
  set(commands "Debian, Ubuntu   apt install" "Fedora           dnf install"
    "Arch Linux       pacman -S" "Alpine Linux     apk add" "openSUSE         zypper install")
  set(lines "")
  foreach(command name IN ZIP_LISTS commands names)
    if(NOT name STREQUAL "-")
      list(APPEND lines "  ${command} ${name}")
    endif()
  endforeach()
  _linuxbake_error("${where}" "${what} is missing on this host. Install its package:" ${lines})
endfunction()

function(_linuxbake_find_program where out package)
  _linuxbake_look_for_program(program NAMES ${ARGN} NO_CMAKE_FIND_ROOT_PATH NO_CMAKE_SYSTEM_PATH
    PATHS /usr/local/sbin /usr/sbin /sbin)
  if(NOT program)
    list(GET ARGN 0 name)
    _linuxbake_missing_package("${where}" "The program '${name}'" "${package}")
  endif()
  set(${out} "${program}" PARENT_SCOPE)
endfunction()

function(_linuxbake_find_host_directory where out package file)
  foreach(directory IN LISTS ARGN)
    if(EXISTS "${directory}/${file}")
      set(${out} "${directory}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  list(GET ARGN 0 first)
  _linuxbake_missing_package("${where}" "'${first}/${file}'" "${package}")
endfunction()
