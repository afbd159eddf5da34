# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeInstaller
------------------

.. versionadded:: 0.1

Puts ``linuxbake-install`` into a live system: a program that installs it on a disk::

  linuxbake_rootfs_installer(<rootfs> BOOT <image> [LABEL <label>])

``linuxbake-install /dev/sda``, typed in the running system, shows what is on the disk, asks, and
then makes what ``linuxbake_add_disk()`` makes: a GPT, a partition that BIOS and UEFI start from,
and an ext4 file system over the rest of the disk, with a copy of the running system in it and a new
UUID. What was changed in the running system is in the copy.

``<rootfs>``
  A target of ``linuxbake_add_rootfs()``: what runs, and what is installed.
``BOOT``
  The partition to boot from: a target of ``linuxbake_add_fat()`` with PARTITION_START, whose
  initramfs goes to another root (``linuxbake_add_init(TYPE switch_root)``) and whose CMDLINE has a
  ``root=``, in which the installer puts the new UUID.
``LABEL``
  The label of the root file system, up to 16 letters, digits and the characters ``_ . -``.
  Default: ``root``.

The system needs ``sfdisk`` (of util-linux) and ``mke2fs`` (of e2fsprogs), of BusyBox BLKID, CP, DD,
DU, MOUNT, SED, WC and what a shell has; the kernel BLOCK, EXT4_FS, VFAT_FS with a code page, and
the disk's driver.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  linuxbake_add_rootfs(vm-early OVERLAY rootfs)
  linuxbake_add_initramfs(vm-early-initramfs ROOTFS vm-early)
  linuxbake_add_fat(vm-boot KERNEL vm-kernel INITRAMFS vm-early-initramfs
    PARTITION_START 2048 CMDLINE root=LABEL=vm rw console=ttyS0)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_rootfs_installer(vm-rootfs BOOT vm-boot LABEL vm)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Disk.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ManifestLines.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")

# A file of the system that the build makes.
function(_linuxbake_add_to_installer rootfs path file mode)
  _linuxbake_manifest_word(word "${file}")
  _linuxbake_append_to_rootfs("${rootfs}" DEPENDS "${file}"
    ENTRIES "file ${path} ${word} ${mode} 0 0")
endfunction()

function(linuxbake_rootfs_installer rootfs)
  _linuxbake_parse_arguments(rootfs "" "BOOT;LABEL" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs})")
  _linuxbake_check_arguments("${where}" REQUIRED BOOT)
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  _linuxbake_require_partition_image("${where}" BOOT "${arg_BOOT}" partition_start firmware)
  linuxbake_get_property(cmdline "${arg_BOOT}" CMDLINE)
  if(NOT " ${cmdline}" MATCHES " root=")
    _linuxbake_error("${where}" "BOOT '${arg_BOOT}' has no root= in its CMDLINE,"
      "in which the installer would put the UUID of the disk.")
  endif()
  if("${arg_LABEL}" STREQUAL "")
    set(arg_LABEL root)
  endif()
  _linuxbake_check_ext4_label("${where}" "${arg_LABEL}")
  set(label "${arg_LABEL}")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${rootfs}-installer")
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/linuxbake-install.in"
    "${directory}/linuxbake-install" @ONLY)
  _linuxbake_add_to_installer("${rootfs}"
    /usr/sbin/linuxbake-install "${directory}/linuxbake-install" 0755)
  linuxbake_get_property(image "${arg_BOOT}" OUTPUT)
  _linuxbake_append_to_rootfs("${rootfs}" DEPENDS "${arg_BOOT}")
  _linuxbake_add_to_installer("${rootfs}" /usr/share/linuxbake/boot.img "${image}" 0644)
  if("bios" IN_LIST firmware)
    _linuxbake_find_gptmbr("${where}" gptmbr)
    _linuxbake_add_to_installer("${rootfs}" /usr/share/linuxbake/gptmbr.bin "${gptmbr}" 0644)
  endif()
endfunction()
