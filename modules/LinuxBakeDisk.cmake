# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeDisk
-------------

.. versionadded:: 0.1

Makes the image of a whole disk: a partition table, a partition to boot from, and an ext4 file
system with the system itself::

  linuxbake_add_disk(<target> [ALL]
    BOOT <image> ROOTFS <rootfs>
    [LABEL <label>] [UUID <uuid>] [SIZE <size>] [OUTPUT <file>])

No root and no mount is needed: sfdisk writes the table, mke2fs and debugfs the file system.  The
bytes depend on the inputs alone; the dates are ``SOURCE_DATE_EPOCH``, or the begin of 1970.

``ALL``
  Build it with the default target.

``BOOT``
  The first partition: a target of ``linuxbake_add_fat()`` with PARTITION_START.  Its initramfs
  finds the second one by ``root=`` of its command line, ``root=LABEL=<label>`` or
  ``root=UUID=<uuid>``, as that of ``linuxbake_add_init(TYPE switch_root)`` does.

``ROOTFS``
  What is in the second partition: a target of ``linuxbake_add_rootfs()``.  Sockets cannot be in it.

``LABEL``
  The label of the file system, up to 16 letters, digits and the characters ``_ . -``.
  Default: the name of the target, as far as it fits.

``UUID``
  Of the file system.  Default: one that depends on the name of the target and on LABEL alone, so
  that the image is the same in every build.  Two disks from one image have the same UUID.  If both
  are in one machine, change one of them (``tune2fs -U random``).

``SIZE``
  Of the second partition: a number with ``K``, ``M`` or ``G`` (1024 bytes and so on).  Default: a
  quarter more than what is in it, and 16 MiB.

``OUTPUT``
  Default: ``<target>.img`` in the directory for images.

Properties of the target: KIND ``image``, FORMAT ``disk``, OUTPUT, ARCH, ROOTFS, RECORD, RECIPE, HELP,
and of BOOT: KERNEL, INITRAMFS, CMDLINE.

On the disk: a GPT (UEFI specification, chapter 5) with two partitions.  The first one is the EFI
system partition; BIOS starts it too: Syslinux's ``gptmbr.bin`` in the protective MBR looks for its
attribute "legacy BIOS bootable".  The second one holds the ext4 file system.  Between and behind
them a MiB is free, so that both begin at a multiple of it.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  linuxbake_add_rootfs(vm-early OVERLAY rootfs)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-early)
  linuxbake_add_fat(vm-boot KERNEL vm-kernel INITRAMFS vm-initramfs
    PARTITION_START 2048 CMDLINE root=LABEL=vm rw console=ttyS0)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_disk(vm-disk BOOT vm-boot ROOTFS vm-rootfs LABEL vm)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/BootImage.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Disk.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostProgram.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Rootfs.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")

function(_linuxbake_disk_label out where target label)
  if(label STREQUAL "")
    string(REGEX REPLACE "[^A-Za-z0-9_.-]" "_" label "${target}")
    string(SUBSTRING "${label}" 0 16 label)
  endif()
  _linuxbake_check_ext4_label("${where}" "${label}")
  set(${out} "${label}" PARENT_SCOPE)
endfunction()

# A UUID that is made of a name is the same in every build.
function(_linuxbake_uuid_of_name out name)
  string(UUID uuid NAMESPACE 1b671a64-40d5-491e-99b0-da01ff1f3341 NAME "${name}" TYPE SHA1)
  set(${out} "${uuid}" PARENT_SCOPE)
endfunction()

function(_linuxbake_disk_uuid out where name uuid)
  if(uuid STREQUAL "")
    _linuxbake_uuid_of_name(uuid "${name}")
  endif()
  string(TOLOWER "${uuid}" uuid)
  string(REGEX REPLACE "[0-9a-f]" "x" form "${uuid}")
  if(NOT form STREQUAL "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
    _linuxbake_error("${where}" "UUID '${uuid}' is none."
      "It looks like 123e4567-e89b-12d3-a456-426614174000.")
  endif()
  set(${out} "${uuid}" PARENT_SCOPE)
endfunction()

# The boot code of BIOS, where the first partition boots on that; else empty.
function(_linuxbake_disk_boot_code out where firmware)
  set(gptmbr "")
  if("bios" IN_LIST firmware)
    _linuxbake_find_gptmbr("${where}" gptmbr)
  endif()
  set(${out} "${gptmbr}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_disk target)
  _linuxbake_parse_arguments(target "ALL" "BOOT;ROOTFS;LABEL;UUID;SIZE;OUTPUT" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED BOOT ROOTFS)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_partition_image("${where}" BOOT "${arg_BOOT}" start firmware)
  _linuxbake_require_target("${where}" ROOTFS "${arg_ROOTFS}" rootfs)
  _linuxbake_disk_label(label "${where}" "${target}" "${arg_LABEL}")
  _linuxbake_disk_uuid(uuid "${where}" "${target} ${label}" "${arg_UUID}")
  _linuxbake_size_argument("${where}" SIZE "${arg_SIZE}" size)
  foreach(property IN ITEMS ARCH CMDLINE KERNEL INITRAMFS)
    linuxbake_get_property(boot_${property} "${arg_BOOT}" ${property})
  endforeach()
  _linuxbake_find_program("${where}" sfdisk sfdisk sfdisk)
  _linuxbake_find_program("${where}" mke2fs e2fsprogs mke2fs)
  _linuxbake_find_program("${where}" debugfs e2fsprogs debugfs)
  _linuxbake_disk_boot_code(mbr "${where}" "${firmware}")
  _linuxbake_uuid_of_name(disk_id "disk ${uuid}")
  string(UUID boot_id NAMESPACE "${disk_id}" NAME boot TYPE SHA1)
  string(UUID root_id NAMESPACE "${disk_id}" NAME root TYPE SHA1)

  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/${target}/rootfs.stamp")
  set(commands "${CMAKE_CURRENT_BINARY_DIR}/${target}/rootfs.debugfs")
  _linuxbake_read_rootfs(debugfs "${target}" "${arg_ROOTFS}" "${commands}" "${stamp}" "")
  set(boot "$<TARGET_PROPERTY:${arg_BOOT},LINUXBAKE_OUTPUT>")
  _linuxbake_recipe_fields(own TEXT boot "${boot}" NUMBER start "${start}"
    TEXT mbr "${mbr}" TEXT disk_id "${disk_id}" TEXT boot_id "${boot_id}" TEXT root_id "${root_id}"
    TEXT label "${label}" TEXT uuid "${uuid}" NUMBER size "${size}" TEXT commands "${commands}"
    TEXT sfdisk "${sfdisk}" TEXT mke2fs "${mke2fs}" TEXT debugfs "${debugfs}")
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.img")
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_image("${target}" ${all} KIND disk ARCH "${boot_ARCH}" KERNEL "${boot_KERNEL}"
    INITRAMFS "${boot_INITRAMFS}" CMDLINE "${boot_CMDLINE}" OUTPUT "${output}" OWN "${own}"
    DEPENDS "${arg_BOOT}" "${boot}" "${stamp}" "${sfdisk}" "${mke2fs}" "${debugfs}" ${mbr})
  _linuxbake_set_properties("${target}" ROOTFS "${arg_ROOTFS}")
endfunction()
