# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeFat
------------

.. versionadded:: 0.1

Makes a bootable FAT image of a kernel and an initramfs::

  linuxbake_add_fat(<target> [ALL]
    KERNEL <target> INITRAMFS <target>
    [CMDLINE <word>...] [FIRMWARE bios|uefi...] [LABEL <label>] [SIZE <size>]
    [PARTITION_START <sector>] [OUTPUT <file>])

The image is one FAT file system without a partition table.  Written to a disk or a stick it boots
on BIOS machines with Syslinux, on UEFI machines by the kernel's own EFI stub; every system can open
it and exchange the files on it.  No root and no mount is needed, and the bytes depend on the
inputs alone; the dates are ``SOURCE_DATE_EPOCH``, but at least 1980, with which FAT begins.

``ALL``
  Build it with the default target.

``KERNEL``, ``INITRAMFS``
  What is booted: targets of ``linuxbake_add_kernel()`` or ``linuxbake_import_kernel()``, and of
  ``linuxbake_add_initramfs()``.  x86_64, i386, i486 or aarch64.  Each less than 4 GiB.

``CMDLINE``
  The kernel's command line, in words.  Default: ``console=tty0 console=ttyS0``, for aarch64
  ``console=ttyAMA0``.  A word that the boot loader would change is an error.  So is a line of more
  than 2008 bytes for BIOS or 2029 for UEFI, because the boot loaders add words of theirs.  So is an
  ``rdinit=`` that names a program which the initramfs lacks, or which cannot start.  That is only a
  warning if the kernel may have an initramfs of its own.

``FIRMWARE``
  What it boots on, one or both.  Default: ``uefi`` for aarch64, else ``bios``.  ``uefi`` needs
  CONFIG_EFI_STUB, and x86_64 or aarch64; ``bios`` needs a PC.

``LABEL``
  The volume label: up to 11 upper-case letters, digits and the characters ``_ -``.
  Default: the name of the target in upper case, as far as it fits.

``SIZE``
  The size of the image: a number with ``K``, ``M`` or ``G`` (1024 bytes and so on).  The rest of it
  is free space.  ``720K``, ``1200K``, ``1440K`` and ``2880K`` are floppy disks, with the geometry
  that drives expect.  Default: as large as it has to be.

``PARTITION_START``
  The image is for a partition of a disk, which begins at this sector of 512 bytes (1 to
  2147483647; 2048 is usual), as ``linuxbake_add_disk()`` makes one.  SIZE is by default a whole
  number of MiB then.  Default: it is a whole disk.

``OUTPUT``
  Default: ``<target>.img`` in the directory for images.

Properties of the target: KIND ``image``, FORMAT ``fat``, OUTPUT, ARCH, KERNEL, INITRAMFS,
CMDLINE, RECORD (JSON file, written by the build: what takes the space), RECIPE, HELP.

On the image: ``/vmlinuz`` and ``/initramfs``.  For BIOS: ``/syslinux.cfg`` and Syslinux's own
``/ldlinux.sys`` and ``/ldlinux.c32``.  The boot loader speaks on the screen and on the first serial
line (115200 baud); Shift or Alt held down stops at its prompt.  For UEFI: ``/EFI/BOOT/BOOTX64.EFI``
or ``BOOTAA64.EFI``, a program of 2.5 KB (``helpers/guest/efi-loader.c``), and
``/loader/entries/linux.conf``, an entry of the Boot Loader Specification, which holds the command
line; the program starts the kernel as it says.

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
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/BootEntries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/BootImage.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Freestanding.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostProgram.cmake")

function(_linuxbake_fat_label out where target label)
  if(label STREQUAL "")
    string(TOUPPER "${target}" label)
    string(REGEX REPLACE "[^A-Z0-9_-]" "_" label "${label}")
    string(SUBSTRING "${label}" 0 11 label)
  endif()
  string(LENGTH "${label}" length)
  if(NOT label MATCHES "^[A-Z0-9_-]+$" OR length GREATER 11)
    _linuxbake_error("${where}" "LABEL '${label}' is no volume label of a FAT file system."
      "Up to 11 upper-case letters, digits and the characters _ - may stand in it.")
  endif()
  set(${out} "${label}" PARENT_SCOPE)
endfunction()

# The KiB of a floppy disk's format, where the size is that of one; else empty.
function(_linuxbake_fat_floppy out size)
  set(floppy "")
  if(size MATCHES "^(720|1200|1440|2880)K$")
    set(floppy "${CMAKE_MATCH_1}")
  endif()
  set(${out} "${floppy}" PARENT_SCOPE)
endfunction()

# The sector of PARTITION_START; 0: the image is a whole disk.
function(_linuxbake_fat_partition out where start floppy)
  if(start STREQUAL "")
    set(start 0)
  elseif(NOT start MATCHES "^[1-9][0-9]*$" OR start GREATER 2147483647)
    _linuxbake_error("${where}" "PARTITION_START '${start}' is no sector: 1 to 2147483647.")
  elseif(NOT floppy STREQUAL "")
    _linuxbake_error("${where}" "SIZE ${floppy}K is a floppy disk, which has no partitions."
      "Leave PARTITION_START out, or take another SIZE.")
  endif()
  set(${out} "${start}" PARENT_SCOPE)
endfunction()

# "BOOT_IMAGE=/vmlinuz ", " initrd=/initramfs" and a byte; "initrd=\\initramfs ".
function(_linuxbake_fat_loaders out firmware)
  set(loaders "")
  if("bios" IN_LIST firmware)
    list(APPEND loaders "Syslinux=39")
  endif()
  if("uefi" IN_LIST firmware)
    list(APPEND loaders "the EFI loader=18")
  endif()
  set(${out} "${loaders}" PARENT_SCOPE)
endfunction()

# Both loaders name the initramfs by a word of the command line. The EFI loader decodes UTF-8.
function(_linuxbake_check_fat_cmdline where cmdline firmware)
  if("${cmdline}" MATCHES " initrd=")
    _linuxbake_error("${where}" "CMDLINE has an initrd=, which the boot loader itself gives."
      "Leave it out: the initramfs is that of INITRAMFS.")
  endif()
  string(HEX "${cmdline}" bytes)
  string(REGEX REPLACE "(..)" "\\1 " bytes "${bytes}")
  string(REGEX REPLACE "[0-7]. " "|" bytes "${bytes}")
  set(next "[89ab]. ")
  string(REGEX REPLACE "(f0 [9ab]. |f[1-3] ${next}|f4 8. )${next}${next}" "|" bytes "${bytes}")
  string(REGEX REPLACE "(e0 [ab]. |e[1-9abcef] ${next}|ed [89]. )${next}" "|" bytes "${bytes}")
  string(REGEX REPLACE "(c[2-9a-f]|d.) ${next}" "|" bytes "${bytes}")
  string(REGEX REPLACE "[|]" "" bytes "${bytes}")
  if("uefi" IN_LIST firmware AND NOT bytes STREQUAL "")
    _linuxbake_error("${where}" "CMDLINE is not valid UTF-8 (bytes ${bytes})."
      "UEFI passes letters on, not bytes: write the file in UTF-8.")
  endif()
endfunction()

# Syslinux and its configuration, in which @target@ and @cmdline@ stand for these, where the image
# is for BIOS; else both are empty.
function(_linuxbake_fat_for_bios out_program out_menu where target cmdline firmware)
  set(syslinux "")
  set(menu "")
  if("bios" IN_LIST firmware)
    _linuxbake_find_program("${where}" syslinux syslinux syslinux)
    set(menu "${CMAKE_CURRENT_BINARY_DIR}/${target}/syslinux.cfg")
    configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/syslinux.cfg.in" "${menu}" @ONLY)
  endif()
  set(${out_program} "${syslinux}" PARENT_SCOPE)
  set(${out_menu} "${menu}" PARENT_SCOPE)
endfunction()

# The same for UEFI: our program and its configuration.
function(_linuxbake_fat_for_uefi out_program out_entry where target arch cmdline firmware)
  set(loader "")
  set(entry "")
  if("uefi" IN_LIST firmware)
    set(loader "${CMAKE_CURRENT_BINARY_DIR}/${target}/efi-loader")
    _linuxbake_add_efi_loader("${where}" "${arch}" "${loader}")
    set(entry "${CMAKE_CURRENT_BINARY_DIR}/${target}/linux.conf")
    configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/boot-entry.conf.in" "${entry}"
      @ONLY)
  endif()
  set(${out_program} "${loader}" PARENT_SCOPE)
  set(${out_entry} "${entry}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_fat target)
  _linuxbake_parse_arguments(target "ALL" "KERNEL;INITRAMFS;LABEL;SIZE;PARTITION_START;OUTPUT"
    "CMDLINE;FIRMWARE" CMDLINE)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED KERNEL INITRAMFS)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_check_parents("${where}" arch "${arg_KERNEL}" "${arg_INITRAMFS}")
  _linuxbake_get_architecture("${where}" "${arch}")
  if("${arg_FIRMWARE}" STREQUAL "")
    list(SUBLIST arch_FIRMWARE 0 1 arg_FIRMWARE)
  endif()
  _linuxbake_check_firmware("${where}" "${arch}" ${arg_FIRMWARE})
  _linuxbake_fat_loaders(loaders "${arg_FIRMWARE}")
  _linuxbake_check_list_text("${where}" "${arg_CMDLINE}")
  _linuxbake_boot_entries("${where}" menu "Linux"
    KEYWORDS ALL KERNEL INITRAMFS LABEL SIZE PARTITION_START OUTPUT FIRMWARE
    CONSOLES ${arch_CONSOLES} LOADERS ${loaders} ARGUMENTS ${ARGN})
  _linuxbake_check_fat_cmdline("${where}" "${menu_CMDLINES}" "${arg_FIRMWARE}")
  _linuxbake_fat_label(label "${where}" "${target}" "${arg_LABEL}")
  _linuxbake_size_argument("${where}" SIZE "${arg_SIZE}" size)
  _linuxbake_fat_floppy(floppy "${arg_SIZE}")
  _linuxbake_fat_partition(start "${where}" "${arg_PARTITION_START}" "${floppy}")
  _linuxbake_find_program("${where}" mformat mtools mformat)

  string(STRIP "${menu_CMDLINES}" cmdline)
  _linuxbake_fat_for_bios(syslinux menu "${where}" "${target}" "${cmdline}" "${arg_FIRMWARE}")
  _linuxbake_fat_for_uefi(loader entry "${where}" "${target}" "${arch}" "${cmdline}"
    "${arg_FIRMWARE}")
  _linuxbake_recipe_fields(own TEXT label "${label}" NUMBER size "${size}"
    TEXT floppy "${floppy}" NUMBER partition_start "${start}" TEXT mformat "${mformat}"
    TEXT syslinux "${syslinux}" TEXT syslinux_menu "${menu}" TEXT efi_loader "${loader}"
    TEXT efi_entry "${entry}" TEXT efi_name "${arch_EFI}")
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.img")
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_image("${target}" ${all} KIND fat ARCH "${arch}" KERNEL "${arg_KERNEL}"
    INITRAMFS "${arg_INITRAMFS}" FIRMWARE ${arg_FIRMWARE} CMDLINE "${cmdline}"
    ENTRIES " ${cmdline}" OUTPUT "${output}" OWN "${own}"
    DEPENDS "${mformat}" ${syslinux} ${menu} ${loader} ${entry})
  set_target_properties("${target}" PROPERTIES
    _LINUXBAKE_FIRMWARE "${arg_FIRMWARE}" _LINUXBAKE_PARTITION_START "${start}")
endfunction()
