# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeBusyBox
----------------

.. versionadded:: 0.1

BusyBox, the userland: one static program with hundreds of names.

::

  linuxbake_add_busybox(<target> LIBC <libc> [ALL]
    [VERSION <version> | SOURCE_DIR <directory>]
    [CONFIG defconfig|allnoconfig|<name>_defconfig|<file>]
    [CONFIG_FRAGMENTS <file>...] [CONFIG_FIX]
    [PATCHES <file>...]
    [OUTPUT <file>])

``LIBC``
  A target of linuxbake_add_musl(); BusyBox is linked against it statically, and is of
  its architecture.
``ALL``, ``VERSION``, ``SOURCE_DIR``, ``CONFIG_FRAGMENTS``, ``CONFIG_FIX``, ``PATCHES``
  As with linuxbake_add_kernel(); the source is ``busybox``.
``CONFIG``
  What the configuration starts from; the default is defconfig.  Before CONFIG_FRAGMENTS are put on
  top, CONFIG_STATIC is switched on and CONFIG_TC off, because it does not build with the headers of
  Linux 6.8 and later.  On other architectures than x86, CONFIG_SHA1_HWACCEL and
  CONFIG_SHA256_HWACCEL are switched off, because only x86 has code for them.
``OUTPUT``
  Where the program goes; relative to the directory for images.  The default
  is ``busybox`` in the target's own directory.

Targets: ``<target>``, ``<target>-menuconfig``, ``<target>-savefragment``, ``<target>-explain`` and
``<target>-lint``, as with linuxbake_add_kernel().  Properties: KIND (userland), OUTPUT, ARCH, LIBC,
CONFIG, SOURCE_DIR, BINARY_DIR, RECORD, RECIPE, ENTRIES, DEPENDS. ENTRIES puts the program at
``/bin/busybox``, and a symbolic link for each configured name at the place where BusyBox itself
would install it.  The names come from ``busybox.links`` of this build.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_busybox(busybox LIBC libc CONFIG_FRAGMENTS busybox.config)
  linuxbake_add_rootfs(rootfs USERLAND busybox)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Userland.cmake")

function(linuxbake_add_busybox target)
  _linuxbake_parse_arguments(target "ALL;CONFIG_FIX" "LIBC;VERSION;SOURCE_DIR;CONFIG;OUTPUT"
    "CONFIG_FRAGMENTS;PATCHES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED LIBC)
  _linuxbake_libc_of_userland(arch cc "${where}" "${target}" "${arg_LIBC}" "${arg_VERSION}"
    "${arg_SOURCE_DIR}")
  _linuxbake_get_architecture("${where}" "${arch}")
  _linuxbake_compiler("${where}" "${arch}")
  set(templates "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates")
  set(base_fragments "${templates}/busybox.config")
  if(NOT arch_SRCARCH STREQUAL "x86")
    list(APPEND base_fragments "${templates}/busybox-other-machine.config")
  endif()
  string(STRIP "${compiler_CACHE} ${cc}" target_cc)
  string(STRIP "${compiler_CACHE} gcc" host_cc)
  _linuxbake_add_userland("${target}" "${where}" PROGRAM busybox WHAT BusyBox ALL "${arg_ALL}"
    VERSION "${arg_VERSION}" SOURCE_DIR "${arg_SOURCE_DIR}" ARCH "${arch}" LIBC "${arg_LIBC}"
    BINUTILS "${compiler_CROSS}" OUTPUT "${arg_OUTPUT}" CONFIG "${arg_CONFIG}"
    CONFIG_FIX "${arg_CONFIG_FIX}" FRAGMENTS ${arg_CONFIG_FRAGMENTS} PATCHES ${arg_PATCHES}
    BASE_FRAGMENTS ${base_fragments} IN_TREE FALSE MARKS Makefile Config.in applets
    IDENTITY "ARCH=${arch_KBUILD}" MAKE "ARCH=${arch_KBUILD}" "CROSS_COMPILE=${compiler_CROSS}"
      "CC=${target_cc}" "HOSTCC=${host_cc}"
    GOALS busybox busybox.links)
endfunction()
