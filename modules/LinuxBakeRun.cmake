# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeRun
------------

.. versionadded:: 0.1

.. versionchanged:: 0.2
  ``SERVE``.

A target that starts a system in QEMU, to look at and to type in::

  linuxbake_add_run(<target>
    { IMAGE <image> [MEDIUM cdrom|disk|floppy] [FIRMWARE bios|uefi] |
      KERNEL <kernel> [INITRAMFS <initramfs>] [CMDLINE <word>...] }
    [MEMORY <MiB>] [CPUS <n>] [ACCELERATOR auto|tcg|kvm] [FORWARD <port>...]
    [SERVE <port> <program> [<argument>...]] [BLANK_DISKS <size>...]
    [WINDOW] [EXECUTABLE <name>])

``cmake --build <dir> --target <target>`` builds the system and starts it.  The machine's serial
line is your terminal; Ctrl-A X ends the machine.

For the Run and Debug buttons of an IDE there is an executable besides, ``run-<image>`` or
``run-<kernel>``, which does the same in the IDE's terminal.  It needs no language of the project.
It runs on the host even if the project cross-compiles.  It is built only if you ask for it, with
the image.  Its arguments go to ``linuxbake-boot start`` (``--window``).

``EXECUTABLE``
  Another name for it.  A second run of the same system has ``run-<target>`` without this.

``WINDOW``
  Opens a window with the machine's screen and keyboard besides.
``ACCELERATOR``
  ``auto`` (the default) takes KVM if a boot test of the same system has proved on this host that it
  works, else QEMU's emulation, ``tcg``.

``BLANK_DISKS``
  As in ``LinuxBakeTest``, but what is written to them is kept: they are ``disk-1.img`` and so on in
  the target's directory.

The other keywords are described in ``LinuxBakeTest``.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
  linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs)
  linuxbake_add_run(vm-run IMAGE vm-iso)
  linuxbake_add_run(vm-window IMAGE vm-iso WINDOW EXECUTABLE vm)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Launcher.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")

# The name of the executable: that given, or that of what is started, unless that has one already.
function(_linuxbake_run_executable out where target system given)
  set(name "run-${system}")
  string(REPLACE "::" "-" name "${name}") # of an imported target
  if(NOT given STREQUAL "")
    set(name "${given}")
  elseif(TARGET "${name}")
    set(name "run-${target}")
  endif()
  _linuxbake_require_name("${where}" "${name}")
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_run target)
  _linuxbake_get_machine_keywords(machine_keywords)
  _linuxbake_parse_arguments(target "WINDOW" "EXECUTABLE;${machine_keywords}"
    "CMDLINE;FORWARD;SERVE;BLANK_DISKS" CMDLINE)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_command_line(cmdline)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_machine_options("${where}" machine targets IMAGE "${arg_IMAGE}"
    MEDIUM "${arg_MEDIUM}" FIRMWARE "${arg_FIRMWARE}" KERNEL "${arg_KERNEL}"
    INITRAMFS "${arg_INITRAMFS}" CMDLINE "${cmdline}" MEMORY "${arg_MEMORY}" CPUS "${arg_CPUS}"
    ACCELERATOR "${arg_ACCELERATOR}" FORWARD ${arg_FORWARD} SERVE ${arg_SERVE}
    BLANK_DISKS ${arg_BLANK_DISKS})
  list(GET targets 0 system)
  _linuxbake_run_executable(executable "${where}" "${target}" "${system}" "${arg_EXECUTABLE}")
  set(window "")
  set(help "Starts ${targets} in QEMU, on this terminal")
  if(arg_WINDOW)
    set(window --window)
    set(help "Starts ${targets} in QEMU, in a window")
  endif()
  string(REPLACE ";" " with " help "${help}")
  _linuxbake_outputs_of(files ${targets})
  set(command "$<TARGET_FILE:LinuxBake::boot>" start
    "--directory=${CMAKE_CURRENT_BINARY_DIR}/${target}" ${machine} ${window})
  add_custom_target("${target}" COMMAND ${command}
    DEPENDS ${targets} ${files} LinuxBake::boot
    USES_TERMINAL VERBATIM COMMENT "Starting ${target}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake LINUXBAKE_HELP "${help}")
  _linuxbake_add_launcher("${executable}" COMMAND ${command} DEPENDS ${targets} LinuxBake::boot)
  _linuxbake_set_properties("${executable}" HELP "The same for an IDE's Run button: an executable")
endfunction()
