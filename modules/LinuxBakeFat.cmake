# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeFat
------------

Makes a bootable FAT image of a kernel and an initramfs::

  linuxbake_add_fat(<target> [ALL]
    KERNEL <target> INITRAMFS <target>
    [CMDLINE <word>...] [LABEL <label>] [SIZE <size>] [OUTPUT <file>])

The image is one FAT file system without a partition table.
Written to a disk or a stick it boots on BIOS machines with Syslinux; every system can open
it and exchange the files on it.  No root and no mount is
needed, and the bytes depend on the inputs alone; the dates are ``SOURCE_DATE_EPOCH``, but
at least 1980, with which FAT begins.

``ALL``
  Build it with the default target.

``KERNEL``, ``INITRAMFS``
  What is booted: targets of ``linuxbake_add_kernel()`` or ``linuxbake_import_kernel()``, and of
  ``linuxbake_add_initramfs()``.  x86_64 or i386.  Each less than 4 GiB.

``CMDLINE``
  The kernel's command line, in words.  Default: ``console=tty0 console=ttyS0``.

``LABEL``
  The volume label: up to 11 upper-case letters, digits and the characters ``_ -``.
  Default: the name of the target in upper case, as far as it fits.

``SIZE``
  The size of the image: a number with ``K``, ``M`` or ``G`` (1024 bytes and so on).  What is
  left of it is free space.  ``720K``, ``1200K``, ``1440K`` and ``2880K`` are floppy disks, with
  the geometry that drives expect.  Default: as large as it has to be.

``OUTPUT``
  Default: ``<target>.img`` in the directory for images.

Properties of the target: KIND ``image``, FORMAT ``fat``, OUTPUT, ARCH, KERNEL, INITRAMFS,
CMDLINE, RECORD (JSON file, written by the build: what takes the space), HELP.

On the image: ``/vmlinuz``, ``/initramfs``, ``/syslinux.cfg`` and Syslinux's own ``/ldlinux.sys``
and ``/ldlinux.c32``.  The boot loader speaks on the screen and on the first serial line
(115200 baud); Shift or Alt held down stops at its prompt.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
  linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS vm-initramfs LABEL VM)
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/BootEntries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/BootImage.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostProgram.cmake")

function(_linuxbake_fat_label where target out)
  if(NOT DEFINED arg_LABEL)
    string(TOUPPER "${target}" arg_LABEL)
    string(REGEX REPLACE "[^A-Z0-9_-]" "_" arg_LABEL "${arg_LABEL}")
    string(SUBSTRING "${arg_LABEL}" 0 11 arg_LABEL)
  endif()
  string(LENGTH "${arg_LABEL}" length)
  if(NOT arg_LABEL MATCHES "^[A-Z0-9_-]+$" OR length GREATER 11)
    _linuxbake_error("${where}" "LABEL '${arg_LABEL}' is no volume label of a FAT file system."
      "Up to 11 upper-case letters, digits and the characters _ - may stand in it.")
  endif()
  set(${out} "${arg_LABEL}" PARENT_SCOPE)
endfunction()

# In the caller: size in bytes (0: not given), and floppy, its format's KiB, where it is a disk's.
function(_linuxbake_fat_size where)
  set(size 0)
  set(floppy "")
  if(DEFINED arg_SIZE)
    if(NOT arg_SIZE MATCHES "^([1-9][0-9]?[0-9]?[0-9]?[0-9]?)([KMG])$")
      _linuxbake_error("${where}" "SIZE '${arg_SIZE}' is no size."
        "A size has up to five digits and K, M or G: 1440K is a floppy disk, 64M a small stick.")
    endif()
    string(FIND "KMG" "${CMAKE_MATCH_2}" power)
    math(EXPR size "${CMAKE_MATCH_1} << (10 * (${power} + 1))")
    if(arg_SIZE MATCHES "^(720|1200|1440|2880)K$")
      set(floppy "${CMAKE_MATCH_1}")
    endif()
  endif()
  set(size "${size}" PARENT_SCOPE)
  set(floppy "${floppy}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_fat target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ALL" "KERNEL;INITRAMFS;LABEL;SIZE;OUTPUT" "CMDLINE")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED KERNEL INITRAMFS)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_check_parents("${where}" arch "${arg_KERNEL}" "${arg_INITRAMFS}")
  _linuxbake_boot_entries("${where}" menu "Linux" "console=tty0 console=ttyS0"
    KEYWORDS ALL KERNEL INITRAMFS LABEL SIZE OUTPUT ARGUMENTS ${ARGN})
  _linuxbake_fat_label("${where}" "${target}" label)
  _linuxbake_fat_size("${where}")
  _linuxbake_find_program("${where}" mformat mtools mformat)
  _linuxbake_find_program("${where}" syslinux syslinux syslinux)

  set(menu "${CMAKE_CURRENT_BINARY_DIR}/${target}/syslinux.cfg")
  string(STRIP "${menu_CMDLINES}" cmdline)
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/syslinux.cfg.in" "${menu}" @ONLY)
  _linuxbake_add_image("${target}" FORMAT fat SCRIPT WriteFat.cmake ARCH "${arch}"
    CMDLINE "${cmdline}"
    PLAN "LABEL=${label}" "MFORMAT=${mformat}" "SYSLINUX=${syslinux}" "MENU=${menu}"
      "SIZE=${size}" "FLOPPY=${floppy}"
    DEPENDS "${menu}" "${mformat}" "${syslinux}")
endfunction()
