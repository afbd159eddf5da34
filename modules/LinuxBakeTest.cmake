# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeTest
-------------

.. versionadded:: 0.1

.. versionchanged:: 0.2
  ``SERVE``, ``LINUXBAKE_TEST_LAUNCHER``.

Tests that boot.  A test starts a virtual machine (QEMU), talks to it over its
serial line and passes if the guest does what it should, not because QEMU ends::

  linuxbake_add_boot_test(
    NAME <name>
    { IMAGE <image> [MEDIUM cdrom|disk|floppy] [FIRMWARE bios|uefi] |
      KERNEL <kernel> [INITRAMFS <initramfs>] [CMDLINE <word>...] }
    [EXPECT <text>...] [RUN <command>...] [SCRIPT <file>]
    [TIMEOUT <seconds>] [MEMORY <MiB>] [CPUS <n>] [ACCELERATOR auto|tcg|kvm]
    [FORWARD <port>...] [SERVE <port> <program> [<argument>...]] [BLANK_DISKS <size>...]
    [LABELS <label>...])

``NAME``
  The name of the test.
``IMAGE``
  A target made by ``linuxbake_add_iso()`` or ``linuxbake_add_fat()``.
``MEDIUM``
  The drive that the image is in.  By default ``cdrom`` for an ISO image and ``disk`` for any other.
  The image is never written to.
``FIRMWARE``
  ``bios`` (SeaBIOS, the default) or ``uefi`` (OVMF).
``KERNEL``, ``INITRAMFS``, ``CMDLINE``
  Instead of an image: started directly, without any boot loader.  The command line is by default
  ``console=`` and the architecture's serial console.  If the host is very busy, the kernel of an
  emulated PC may panic with "IO-APIC + timer doesn't work".  The word ``no_timer_check`` prevents
  that.
``EXPECT``
  Texts that the serial line has to show, in this order.
``RUN``
  Commands that the test types at the guest's shell after that; each has to exit with 0.  The test
  waits for a shell that answers first.  A command has up to 65536 characters; a long one is typed
  in pieces.
``SCRIPT``
  A file with further steps: typing, waiting for the answer, comparing output
  and exit code, waiting until the machine is switched off or reset.
  ``linuxbake-boot run --help`` describes the language.
  Without EXPECT, RUN and SCRIPT the test asks for a shell that answers.
``TIMEOUT``
  For the whole boot.  Default: 60 seconds.  The test ends the machine then; the TIMEOUT of ctest is
  longer.  Time in which a busy host has no processor for the machine does not count, up to three
  times TIMEOUT.
``MEMORY``, ``CPUS``
  Of the machine: 256 MiB and 1 by default.
``ACCELERATOR``
  ``auto`` takes KVM if a boot of this system with KVM has proved that it works, else QEMU's
  emulation, ``tcg``.  An emulated x86_64 is QEMU's ``qemu64`` without the instruction cmpxchg16b,
  because QEMU before 8.0 loses its flags at random, and kernels crash.
``FORWARD``
  Ports of the guest that programs of the host can reach, as in the steps ``host`` of a SCRIPT:
  ``$PORT_22`` is the port of 127.0.0.1 that leads to the guest's port 22.  The machine then has a
  network card (e1000 on a PC, else virtio) and QEMU's user network, which gives it an address by
  DHCP and leads nowhere else.
``SERVE``
  A program of the host that answers in the guest, at this port of 10.0.2.100: each connection starts
  it, with the connection as its standard input and output, as inetd does.  ``SERVE 80 busybox httpd
  -i -h <directory>`` is a web server.  ``$DIRECTORY`` in it is where the log of the test is.  The
  machine has a network then, as with FORWARD.
``BLANK_DISKS``
  Further disks, which are empty: each a number with ``K``, ``M`` or ``G``, at least 1M.  They keep
  what is written until the end of the test.
``LABELS``
  Added to ``boot``.

``LINUXBAKE_TEST_LAUNCHER`` (variable or environment) has other machines run this test and those of
``linuxbake_add_vm_test()``: ``srun --mem=512M -c1``.

The default build of the project builds what the test needs, without ALL.  If the project is part of
another one, the target ``linuxbake-for-tests`` or that of the image builds it.  The test itself
builds nothing: if the image is not built, it fails and names the target to build.  If QEMU or OVMF
is missing, the test is skipped and names the package.

No test passes on another init than the one that was asked for.  A kernel that cannot start what
``rdinit=`` names, or ``/init`` of its initramfs, goes on to ``/sbin/init``, ``/bin/sh`` and the
like, most kernels without a word; the test fails then.  That does not depend on what the kernel
prints: with ``quiet`` or ``loglevel=`` on the command line, which stays as it is, its log is read
in the machine's memory.  (An old kernel, or one without CONFIG_PRINTK, has no log.  The test then
knows only the initramfs, and not even that if it boots an image.)  If the kernel starts without a
boot loader, the test says before the boot what its initramfs cannot start.  The step ``shell`` does
not accept the rescue shell of ``linuxbake_add_init(TYPE switch_root)`` (no root file system, or no
init in it, as ``init=`` asks for), unless the script expects one of the lines before it.

A failed test prints its verdict (FAIL: the guest answered wrongly; PANIC; HANG: nothing within the
time; INFRA: the machine could not be tested, also where the emulated processor itself went wrong),
the likely cause, the last lines of the serial line and the command line to repeat it. ``<directory
for images>/../boot-tests/<name>`` keeps ``serial.log``, ``report.json``, ``command.txt`` and, after
a failure, the text on the screen.  A hash follows the name if it cannot be that of a folder, or if
a test of another directory has the same. ``linuxbake-boot summary <directory>`` prints a table of
all reports.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)
  enable_testing()

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
  linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs)
  linuxbake_add_boot_test(NAME vm.iso IMAGE vm-iso EXPECT "hello from userspace")
  linuxbake_add_boot_test(NAME vm.iso-uefi IMAGE vm-iso FIRMWARE uefi
    RUN "test -c /dev/null" "hello --check")
  linuxbake_add_boot_test(NAME vm.direct KERNEL vm-kernel INITRAMFS vm-initramfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")

# The steps of the test as options of linuxbake-boot; a semicolon in a text stays one.
function(_linuxbake_step_options out where expect run script)
  set(options "")
  foreach(name IN ITEMS expect run)
    foreach(text IN LISTS ${name})
      _linuxbake_append_option(options "--${name}" "${text}")
    endforeach()
  endforeach()
  if(NOT script STREQUAL "")
    _linuxbake_require_file("${where}" SCRIPT "${script}" script)
    list(APPEND options "--script=${script}")
  endif()
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_boot_test)
  _linuxbake_get_machine_keywords(machine_keywords)
  _linuxbake_parse_arguments("" "" "NAME;SCRIPT;TIMEOUT;${machine_keywords}"
    "CMDLINE;EXPECT;RUN;FORWARD;SERVE;BLANK_DISKS;LABELS" CMDLINE)
  set(where "${CMAKE_CURRENT_FUNCTION}(NAME ${arg_NAME})")
  _linuxbake_check_arguments("${where}" REQUIRED NAME)
  _linuxbake_require_test_name("${where}" "${arg_NAME}")
  _linuxbake_command_line(cmdline)
  _linuxbake_machine_options("${where}" machine targets IMAGE "${arg_IMAGE}"
    MEDIUM "${arg_MEDIUM}" FIRMWARE "${arg_FIRMWARE}" KERNEL "${arg_KERNEL}"
    INITRAMFS "${arg_INITRAMFS}" CMDLINE "${cmdline}" MEMORY "${arg_MEMORY}" CPUS "${arg_CPUS}"
    ACCELERATOR "${arg_ACCELERATOR}" FORWARD ${arg_FORWARD} SERVE ${arg_SERVE}
    BLANK_DISKS ${arg_BLANK_DISKS})
  _linuxbake_step_options(steps "${where}" "${arg_EXPECT}" "${arg_RUN}" "${arg_SCRIPT}")
  _linuxbake_timeout(timeout "${where}" "${arg_TIMEOUT}")
  _linuxbake_value_or(cpus "${arg_CPUS}" 1)
  _linuxbake_test_directory(directory "${arg_NAME}")
  _linuxbake_build_for_tests(SYSTEM ${targets} NEEDS LinuxBake::boot)
  _linuxbake_build_depends(depends "${arg_NAME}" ${targets} LinuxBake::boot)
  _linuxbake_launched(command "$<TARGET_FILE:LinuxBake::boot>" run "--name=${arg_NAME}"
    "--directory=${directory}" "--timeout=${timeout}" ${machine} ${steps})
  add_test(NAME "${arg_NAME}" COMMAND ${command} ${depends})
  _linuxbake_set_test_properties("${arg_NAME}" "${timeout}" "${cpus}" boot ${arg_LABELS})
endfunction()
