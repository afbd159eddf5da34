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
``<package>`` is a row of the table below.  ``PATH`` is searched, then the
``sbin`` directories, which users of Debian do not have in their ``PATH``; the
sysroot of a cross build is not.
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

#  row                                             apt | dnf | pacman | apk | zypper
set_property(GLOBAL PROPERTY _LINUXBAKE_PACKAGE_xorriso
  "xorriso|xorriso|libisoburn|xorriso|xorriso")
set_property(GLOBAL PROPERTY _LINUXBAKE_PACKAGE_mtools "mtools|mtools|mtools|mtools|mtools")
set_property(GLOBAL PROPERTY _LINUXBAKE_PACKAGE_gzip "gzip|gzip|gzip|gzip|gzip")
set_property(GLOBAL PROPERTY _LINUXBAKE_PACKAGE_syslinux
  "syslinux|syslinux|syslinux|syslinux|syslinux")
set_property(GLOBAL PROPERTY _LINUXBAKE_PACKAGE_grub
  "grub-common|grub2-tools|grub|grub|grub2")
set_property(GLOBAL PROPERTY _LINUXBAKE_PACKAGE_grub-bios
  "grub-pc-bin|grub2-pc-modules|grub|grub-bios|grub2-i386-pc")
set_property(GLOBAL PROPERTY _LINUXBAKE_PACKAGE_grub-uefi
  "grub-efi-amd64-bin|grub2-efi-x64-modules|grub|grub-efi|grub2-x86_64-efi")

function(_linuxbake_missing_package where what package)
  get_property(row GLOBAL PROPERTY _LINUXBAKE_PACKAGE_${package})
  string(REPLACE "|" ";" names "${row}")
  list(GET names 0 apt)
  list(GET names 1 dnf)
  list(GET names 2 pacman)
  list(GET names 3 apk)
  list(GET names 4 zypper)
  _linuxbake_error("${where}" "${what} is missing on this machine. Install its package:"
    "  Debian, Ubuntu   apt install ${apt}"
    "  Fedora           dnf install ${dnf}"
    "  Arch Linux       pacman -S ${pacman}"
    "  Alpine Linux     apk add ${apk}"
    "  openSUSE         zypper install ${zypper}")
endfunction()

function(_linuxbake_find_program where out package)
  find_program(program NAMES ${ARGN} NO_CACHE NO_CMAKE_FIND_ROOT_PATH NO_CMAKE_SYSTEM_PATH
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
