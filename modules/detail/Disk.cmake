# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Disk
----

What linuxbake_add_disk() and linuxbake_rootfs_installer() have in common, the one at build time,
the other in the running system.

``_linuxbake_require_partition_image(<where> <KEYWORD> <target> <out-start> <out-firmware>)``
  An error unless the target is an image for a partition.  Its first sector, and what it boots on.

``_linuxbake_check_ext4_label(<where> <label>)``
  An error unless it is a label.

``_linuxbake_find_gptmbr(<where> <out-variable>)``
  Syslinux's boot code for the protective MBR of a GPT.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/HostProgram.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")

function(_linuxbake_require_partition_image where keyword target out_start out_firmware)
  _linuxbake_require_target("${where}" "${keyword}" "${target}" image)
  get_target_property(start "${target}" _LINUXBAKE_PARTITION_START)
  if(NOT start)
    _linuxbake_error("${where}" "${keyword} '${target}' is no image for a partition."
      "It has to be one of linuxbake_add_fat() with PARTITION_START 2048.")
  endif()
  get_target_property(firmware "${target}" _LINUXBAKE_FIRMWARE)
  set(${out_start} "${start}" PARENT_SCOPE)
  set(${out_firmware} "${firmware}" PARENT_SCOPE)
endfunction()

function(_linuxbake_check_ext4_label where label)
  string(LENGTH "${label}" length)
  if(NOT label MATCHES "^[A-Za-z0-9_.-]+$" OR length GREATER 16)
    _linuxbake_error("${where}" "LABEL '${label}' is no label of an ext4 file system."
      "Up to 16 letters, digits and the characters _ . - may stand in it.")
  endif()
endfunction()

function(_linuxbake_find_gptmbr where out)
  _linuxbake_find_host_directory("${where}" directory syslinux gptmbr.bin
    /usr/lib/syslinux/mbr /usr/lib/syslinux/bios /usr/share/syslinux /usr/lib/SYSLINUX)
  set(${out} "${directory}/gptmbr.bin" PARENT_SCOPE)
endfunction()
