# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeToybox
---------------

.. versionadded:: 0.1

Toybox, a userland under a licence without conditions (0BSD): one static program with some 200
names, a third of BusyBox's size.

::

  linuxbake_add_toybox(<target> LIBC <libc> [ALL]
    [VERSION <version> | SOURCE_DIR <directory>]
    [CONFIG defconfig|allnoconfig|<file>]
    [CONFIG_FRAGMENTS <file>...] [CONFIG_FIX]
    [PATCHES <file>...]
    [OUTPUT <file>])

The keywords are those of linuxbake_add_busybox(), the source is ``toybox``; nothing is changed
in its base configuration.  The default of OUTPUT is ``toybox`` in the target's own directory.

Targets: ``<target>``, ``<target>-menuconfig``, ``<target>-savefragment``, ``<target>-explain`` and
``<target>-lint``, as with linuxbake_add_kernel().  Properties: KIND (userland), OUTPUT, ARCH, LIBC,
CONFIG, SOURCE_DIR, BINARY_DIR, RECORD, RECIPE, ENTRIES, DEPENDS. ENTRIES puts the program at
``/bin/toybox``, and a symbolic link for each configured name at the place where Toybox itself would
install it.

Toybox builds only in its own tree, and makes a part of its Config.in there, so both happen in a
copy, in BINARY_DIR.  The first build step finds a wrong option.  Once the copy is there, CMake
finds it when it configures, as with a kernel.

The shell
^^^^^^^^^

Toybox is no complete userland: its defconfig has no shell, and neither ``stty`` nor ``vi``, ``tr``,
``dd``, ``expr``, ``diff`` or a DHCP client.  A fragment can switch on those in ``toys/pending``,
which its author calls unfinished.  The shell among them, toysh of 0.8.9 (CONFIG_SH=y), starts
programs, pipes and redirects, but scripts do not run in it, and at a terminal it soon falls short:
it has no ``read``, ``return``, ``trap``, ``local`` and ``umask``, forgets the exit code of
``x=$(command)``, edits no line, and Ctrl-Z leaves it hanging.  A rootfs takes several userlands, so
that BusyBox can give what is missing, in some 200 KB; a name that both have is an error, so each
has to be configured in one of them.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_toybox(toybox LIBC libc)
  linuxbake_add_busybox(shell LIBC libc CONFIG allnoconfig CONFIG_FRAGMENTS busybox.config)
  linuxbake_add_init(init TYPE script)
  linuxbake_add_rootfs(rootfs USERLAND toybox shell INIT init)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Userland.cmake")

function(linuxbake_add_toybox target)
  _linuxbake_parse_arguments(target "ALL;CONFIG_FIX" "LIBC;VERSION;SOURCE_DIR;CONFIG;OUTPUT"
    "CONFIG_FRAGMENTS;PATCHES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED LIBC)
  _linuxbake_libc_of_userland(arch cc "${where}" "${target}" "${arg_LIBC}" "${arg_VERSION}"
    "${arg_SOURCE_DIR}")
  _linuxbake_compiler("${where}" "${arch}")
  _linuxbake_require_programs("${where}" bash)
  # Without ccache: its scripts take CC for one word. The empty ones would come from the environment
  # else; empty they mean Toybox's own values.
  _linuxbake_add_userland("${target}" "${where}" PROGRAM toybox WHAT Toybox ALL "${arg_ALL}"
    VERSION "${arg_VERSION}" SOURCE_DIR "${arg_SOURCE_DIR}" ARCH "${arch}" LIBC "${arg_LIBC}"
    BINUTILS "${compiler_CROSS}" OUTPUT "${arg_OUTPUT}" CONFIG "${arg_CONFIG}"
    CONFIG_FIX "${arg_CONFIG_FIX}" FRAGMENTS ${arg_CONFIG_FRAGMENTS} PATCHES ${arg_PATCHES}
    IN_TREE TRUE MARKS Makefile Config.in toys.h toys IDENTITY stripped
    MAKE "CC=${cc}" HOSTCC=gcc CROSS_COMPILE=
      "STRIP=${compiler_CROSS}strip -s -R .note* -R .comment" OPTIMIZE= LDOPTIMIZE= GENDIR=
      UNSTRIPPED= OUTNAME= TARGET= NOSTRIP= NOBUILD= ASAN= SED= VERSION= KCONFIG_ALLCONFIG=/dev/null
    GOALS toybox)
endfunction()
