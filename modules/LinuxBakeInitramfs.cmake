# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeInitramfs
------------------

.. versionadded:: 0.1

Packs a root file system into the archive that the kernel unpacks into memory
when it starts.

.. code-block:: cmake

  linuxbake_add_initramfs(<target> [ALL]
    ROOTFS <target>
    [COMPRESSION none|gzip|xz|zstd|lz4]
    [LEVEL <number>]
    [XZ_FILTER none|x86]
    [ALIGN 512|1024|2048|4096]
    [OUTPUT <file>])

``ALL``
  Build it with the default target.
``ROOTFS``
  A target of ``linuxbake_add_rootfs()``.  What is installed into it after this
  call goes in as well.
``COMPRESSION``
  How to compress.  Default: ``xz``, the smallest.  ``lz4`` unpacks fastest, ``none`` needs no
  option of the kernel.
``LEVEL``
  How hard: 0 to 9 for gzip and xz (default 9), 1 to 22 for zstd (19), 1 to 12
  for lz4 (12).  zstd above 19 makes the kernel allocate up to 128 MiB to unpack.
``XZ_FILTER``
  ``x86`` makes an archive of x86 programs some 5 % smaller, if the kernel has
  ``CONFIG_XZ_DEC_X86``.  ``none`` by default.
``ALIGN``
  With COMPRESSION none: every file of at least so many bytes begins at a multiple of that number.
  If it is the block size of the file system, btrfs, xfs and bcachefs share the blocks of large
  files with the archive instead of copying them.
``OUTPUT``
  The archive; ``<target>.cpio.xz`` (or ``.cpio``, ``.cpio.gz`` …) by default.  A
  relative path is taken from the directory for images.

The bytes depend on the content of the root file system and on these options
alone, not on times, users, paths, the number of processors or the order of the
calls.  Every entry has the time ``$SOURCE_DATE_EPOCH`` of the build's environment, or 0.
The archive is replaced only when its bytes change.

The build warns of what will not start in it: if there is no ``/init``, or if
the loader of a dynamically linked program or the interpreter of a script is
missing.  What a command line asks for by ``rdinit=`` is checked when an image is written, and
before a boot.

The target has the properties ``OUTPUT``, ``ROOTFS``, ``ARCH`` (of the programs in it),
``COMPRESSION`` and ``XZ_FILTER``.  Whether the kernel can unpack the archive is checked when both
go into an image.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_rootfs(rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs COMPRESSION xz XZ_FILTER x86)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Compression.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ManifestLines.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Rootfs.cmake")

set_property(GLOBAL PROPERTY _LINUXBAKE_COMPRESSION_none "0|0|.cpio")
set_property(GLOBAL PROPERTY _LINUXBAKE_COMPRESSION_gzip "0|9|.cpio.gz")
set_property(GLOBAL PROPERTY _LINUXBAKE_COMPRESSION_xz "0|9|.cpio.xz")
set_property(GLOBAL PROPERTY _LINUXBAKE_COMPRESSION_zstd "1|22|.cpio.zst")
set_property(GLOBAL PROPERTY _LINUXBAKE_COMPRESSION_lz4 "1|12|.cpio.lz4")

# Checks the arguments about the form of the archive, and gives the words for linuxbake-cpio, and
# the suffix.
function(_linuxbake_compression_arguments out_words out_suffix where compression xz_filter level
    align)
  _linuxbake_one_of("${where}" COMPRESSION "${compression}" none gzip xz zstd lz4)
  _linuxbake_check_xz_filter("${where}" "${compression}" "${xz_filter}")
  set(words --compress "${compression}" --xz-filter "${xz_filter}")
  _linuxbake_read_property(row GLOBAL PROPERTY _LINUXBAKE_COMPRESSION_${compression})
  string(REPLACE "|" ";" row "${row}")
  list(POP_FRONT row lowest highest suffix)
  set(range ${lowest} ${highest})
  if(compression STREQUAL "none")
    set(range "")
  endif()
  _linuxbake_check_level("${where}" "${compression}" "${level}" ${range})
  if(NOT level STREQUAL "")
    list(APPEND words --level "${level}")
  endif()
  if(NOT align STREQUAL "")
    _linuxbake_one_of("${where}" ALIGN "${align}" 512 1024 2048 4096)
    if(NOT compression STREQUAL "none")
      _linuxbake_error("${where}" "ALIGN is for COMPRESSION none."
        "This is COMPRESSION ${compression}.")
    endif()
    list(APPEND words --align "${align}")
  endif()
  set(${out_words} "${words}" PARENT_SCOPE)
  set(${out_suffix} "${suffix}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_initramfs target)
  _linuxbake_parse_arguments(target "ALL" "ROOTFS;COMPRESSION;LEVEL;XZ_FILTER;ALIGN;OUTPUT"
    "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED ROOTFS)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" ROOTFS "${arg_ROOTFS}" rootfs)
  _linuxbake_value_or(compression "${arg_COMPRESSION}" xz)
  _linuxbake_value_or(xz_filter "${arg_XZ_FILTER}" none)
  _linuxbake_compression_arguments(words suffix "${where}" "${compression}" "${xz_filter}"
    "${arg_LEVEL}" "${arg_ALIGN}")
  _linuxbake_output_path(archive "${arg_OUTPUT}" "${target}${suffix}")

  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/${target}/packed.stamp")
  _linuxbake_read_rootfs(pack "${target}" "${arg_ROOTFS}" "${archive}" "${stamp}" "${words}")
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" KIND initramfs ${all} OUTPUT "${archive}" DEPENDS "${stamp}")
  _linuxbake_set_properties("${target}" ROOTFS "${arg_ROOTFS}"
    COMPRESSION "${compression}" XZ_FILTER "${xz_filter}"
    HELP "The root file system ${arg_ROOTFS}, packed (${compression})")
  get_target_property(arch "${arg_ROOTFS}" LINUXBAKE_ARCH)
  if(arch)
    _linuxbake_set_properties("${target}" ARCH "${arch}")
  endif()
endfunction()
