# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeSquashfs
-----------------

.. versionadded:: 0.2

Packs a root file system into a compressed, read-only image.  The system reads from it only what it
needs, when it needs it, while an initramfs is in memory as a whole.

::

  linuxbake_add_squashfs(<target> [ALL]
    ROOTFS <rootfs>
    [COMPRESSION gzip|lz4|xz|zstd]
    [LEVEL <number>]
    [XZ_FILTER none|x86]
    [BLOCK_SIZE <size>]
    [OUTPUT <file>])

``ALL``
  Build it with the default target.
``ROOTFS``
  A target of ``linuxbake_add_rootfs()``.  A socket in it is an error.
``COMPRESSION``
  How to compress; Default: ``zstd``, which is several times faster to read than ``xz`` and takes
  some 10 % more space.
``LEVEL``
  How hard: 1 to 9 for gzip (default 9), 0 to 9 for xz (6), 1 to 22 for zstd (19).  lz4 has none.
``XZ_FILTER``
  With COMPRESSION xz: ``x86`` makes an image of x86 programs smaller, if the kernel has
  ``CONFIG_XZ_DEC_X86``.
``BLOCK_SIZE``
  What is compressed as one piece, and read as one: 4K to 1M, a power of two.  Default: 128K.
``OUTPUT``
  Default: ``<target>.squashfs`` in the directory for images.

No root and no mount is needed: linuxbake-cpio lists what is in it, with owners and modes, bsdtar
makes a tar archive of that, and tar2sqfs makes the image.  The bytes depend on the inputs alone;
the dates are ``SOURCE_DATE_EPOCH``, or the begin of 1970.

``linuxbake_add_iso(... ROOT_IMAGE <target>)`` puts it on a medium.  Its kernel needs
``CONFIG_SQUASHFS`` with the compression, ``CONFIG_BLK_DEV_LOOP`` and ``CONFIG_OVERLAY_FS``; the build
of the medium says what is missing.

Properties of the target: KIND ``squashfs``, OUTPUT, ARCH, ROOTFS, COMPRESSION, XZ_FILTER, RECIPE,
HELP.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_squashfs(vm-root ALL ROOTFS vm-rootfs COMPRESSION xz)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Compression.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostProgram.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Recipe.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Rootfs.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")

# Lowest and highest level, and the default.
set_property(GLOBAL PROPERTY _LINUXBAKE_SQUASHFS_gzip 1 9 9)
set_property(GLOBAL PROPERTY _LINUXBAKE_SQUASHFS_lz4 "")
set_property(GLOBAL PROPERTY _LINUXBAKE_SQUASHFS_xz 0 9 6)
set_property(GLOBAL PROPERTY _LINUXBAKE_SQUASHFS_zstd 1 22 19)

# What tar2sqfs is told of the compressor.
function(_linuxbake_squashfs_compressor out where compression level xz_filter)
  _linuxbake_one_of("${where}" COMPRESSION "${compression}" gzip lz4 xz zstd)
  _linuxbake_check_xz_filter("${where}" "${compression}" "${xz_filter}")
  _linuxbake_read_property(levels GLOBAL PROPERTY _LINUXBAKE_SQUASHFS_${compression})
  set(default "")
  if(NOT levels STREQUAL "")
    list(POP_BACK levels default)
  endif()
  _linuxbake_check_level("${where}" "${compression}" "${level}" ${levels})
  if(level STREQUAL "")
    set(level "${default}")
  endif()
  set(options "")
  if(NOT level STREQUAL "")
    list(APPEND options "level=${level}")
  endif()
  if(NOT xz_filter STREQUAL "none")
    list(APPEND options "${xz_filter}")
  endif()
  set(words --compressor "${compression}")
  if(NOT options STREQUAL "")
    list(JOIN options "," options)
    list(APPEND words --comp-extra "${options}")
  endif()
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

function(_linuxbake_squashfs_block_size out where size)
  if(NOT size MATCHES "^(4|8|16|32|64|128|256|512)K$" AND NOT size STREQUAL "1M")
    _linuxbake_error("${where}" "BLOCK_SIZE '${size}' is none of squashfs."
      "There are 4K, 8K, 16K, 32K, 64K, 128K, 256K, 512K and 1M.")
  endif()
  string(REPLACE "1M" "1024K" size "${size}")
  string(REPLACE "K" "" size "${size}")
  math(EXPR bytes "${size} * 1024")
  set(${out} "${bytes}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_squashfs target)
  _linuxbake_parse_arguments(target "ALL" "ROOTFS;COMPRESSION;LEVEL;XZ_FILTER;BLOCK_SIZE;OUTPUT" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED ROOTFS)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" ROOTFS "${arg_ROOTFS}" rootfs)
  foreach(default IN ITEMS COMPRESSION=zstd XZ_FILTER=none BLOCK_SIZE=128K)
    string(REGEX MATCH "^([^=]*)=(.*)$" default "${default}")
    if("${arg_${CMAKE_MATCH_1}}" STREQUAL "")
      set(arg_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
    endif()
  endforeach()
  _linuxbake_squashfs_compressor(compressor "${where}" "${arg_COMPRESSION}" "${arg_LEVEL}"
    "${arg_XZ_FILTER}")
  _linuxbake_squashfs_block_size(block_size "${where}" "${arg_BLOCK_SIZE}")
  _linuxbake_find_program("${where}" tar2sqfs squashfs-tools-ng tar2sqfs)
  _linuxbake_find_program("${where}" bsdtar bsdtar bsdtar)
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.squashfs")

  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(archive "${directory}/content.cpio")
  set(stamp "${directory}/content.stamp")
  _linuxbake_read_rootfs(pack "${target}" "${arg_ROOTFS}" "${archive}" "${stamp}"
    "--hard-link-data;first;--no-sockets;--no-init") # no kernel starts /init of it
  set(recipe "${directory}/${target}.recipe.json")
  add_custom_command(OUTPUT "${output}"
    COMMAND LinuxBake::bake image --recipe "${recipe}"
    DEPENDS LinuxBake::bake "${recipe}" "${stamp}" "${tar2sqfs}" "${bsdtar}"
    COMMENT "Writing ${target}" VERBATIM)
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" ${all} KIND squashfs OUTPUT "${output}" DEPENDS "${output}")
  _linuxbake_recipe_fields(own TEXT archive "${archive}" TEXT bsdtar "${bsdtar}"
    TEXT tar2sqfs "${tar2sqfs}" LIST options "${compressor};--block-size;${block_size}")
  _linuxbake_recipe_fields(fields TEXT output "${output}" TEXT work "${directory}/work"
    OBJECT squashfs "${own}")
  _linuxbake_recipe("${target}" KIND squashfs DIRECTORY "${directory}" "${fields}")
  linuxbake_get_property(arch "${arg_ROOTFS}" ARCH)
  _linuxbake_set_properties("${target}" ROOTFS "${arg_ROOTFS}" ARCH "${arch}"
    COMPRESSION "${arg_COMPRESSION}" XZ_FILTER "${arg_XZ_FILTER}"
    HELP "The root file system ${arg_ROOTFS}, read-only (squashfs, ${arg_COMPRESSION})")
endfunction()
