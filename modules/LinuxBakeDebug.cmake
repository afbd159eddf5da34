# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeDebug
--------------

.. versionadded:: 0.1

Debugs a kernel in QEMU with gdb, from its first instruction on::

  linuxbake_add_debug(<target>
    { IMAGE <image> | KERNEL <kernel> [INITRAMFS <initramfs>] [CMDLINE <word>...] }
    [MEMORY <MiB>] [CPUS <n>] [SYMBOLS <vmlinux>] [PORT <number>])

``cmake --build <dir> --target <target>`` builds the system and the kernel's ``vmlinux``, starts the
machine on the terminal, and the machine waits for gdb.  The file ``<target>/commands.gdb`` in the
binary directory holds what gdb needs: the symbols, the kernel's own ``scripts/gdb`` (``lx-dmesg``,
``lx-ps`` …) if it was configured with GDB_SCRIPTS, the connection, and the way to
``start_kernel()``.  In another terminal, or as the command file of an IDE's remote debugging::

  gdb -x build/vm-kernel-debug/commands.gdb

``IMAGE``
  Its kernel, initramfs and command line are started, without its boot loader.
``KERNEL``, ``INITRAMFS``, ``CMDLINE``, ``MEMORY``, ``CPUS``
  As for ``linuxbake_add_run()``.  ``nokaslr`` is added to the command line, so that the kernel is
  where vmlinux says.
``SYMBOLS``
  The vmlinux of an imported kernel, for example from the distribution's debug package.
``PORT``
  The machine waits for gdb at this port of 127.0.0.1.  Default: a socket in ``<target>`` of the
  binary directory, which only the user can open.

The kernel needs debug information, in a file of CONFIG_FRAGMENTS; without it the target fails and
says so::

  CONFIG_DEBUG_KERNEL=y
  CONFIG_DEBUG_INFO_DWARF_TOOLCHAIN_DEFAULT=y
  CONFIG_GDB_SCRIPTS=y

A kernel from the cache is compiled once more, because the cache has no vmlinux.  The kernel comes
out the same, byte for byte.

Property of the target: HELP.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_kernel(vm-kernel CONFIG_FRAGMENTS kernel.config)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
  linuxbake_add_debug(vm-kernel-debug KERNEL vm-kernel INITRAMFS vm-initramfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")

# The kernel's vmlinux, and the command that makes it; that is empty where it is given.
function(_linuxbake_debug_symbols out_symbols out_command where kernel given)
  linuxbake_get_property(tree "${kernel}" BINARY_DIR)
  if(NOT given STREQUAL "")
    _linuxbake_require_file("${where}" SYMBOLS "${given}" symbols)
    set(command "")
  elseif(tree)
    linuxbake_get_property(recipe "${kernel}" RECIPE)
    set(symbols "${tree}/vmlinux")
    set(command COMMAND LinuxBake::bake kbuild --recipe "${recipe}" --step symbols)
  else()
    _linuxbake_error("${where}" "KERNEL '${kernel}' was imported, without its symbols."
      "SYMBOLS names its vmlinux; distributions have it in a package of its own.")
  endif()
  set(${out_symbols} "${symbols}" PARENT_SCOPE)
  set(${out_command} "${command}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_debug target)
  _linuxbake_parse_arguments(target ""
    "IMAGE;KERNEL;INITRAMFS;MEMORY;CPUS;SYMBOLS;PORT" "CMDLINE" CMDLINE)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_command_line(cmdline)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_check_number("${where}" PORT "${arg_PORT}" 1 65535)
  _linuxbake_system_of_image("${where}" direct "${arg_IMAGE}" "${arg_KERNEL}" "${arg_INITRAMFS}"
    "${cmdline}")
  _linuxbake_machine_options("${where}" machine targets KERNEL "${direct_KERNEL}"
    INITRAMFS "${direct_INITRAMFS}" CMDLINE "${direct_CMDLINE}" MEMORY "${arg_MEMORY}"
    CPUS "${arg_CPUS}")
  _linuxbake_debug_symbols(symbols make_symbols "${where}" "${direct_KERNEL}" "${arg_SYMBOLS}")
  set(port "")
  if(NOT "${arg_PORT}" STREQUAL "")
    set(port "--gdb-port=${arg_PORT}")
  endif()
  _linuxbake_outputs_of(files ${targets})
  add_custom_target("${target}" ${make_symbols}
    COMMAND LinuxBake::boot start "--directory=${CMAKE_CURRENT_BINARY_DIR}/${target}" ${machine}
      "--symbols=${symbols}" ${port}
    DEPENDS ${targets} ${files} LinuxBake::boot
    USES_TERMINAL VERBATIM COMMENT "Starting ${target}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake)
  _linuxbake_set_properties("${target}"
    HELP "Starts ${direct_KERNEL} in QEMU and has it wait for gdb")
endfunction()
