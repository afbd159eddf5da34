# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeTest
-------------

Tests that boot.  A test starts a virtual machine (QEMU), talks to it over its
serial line and passes if the guest does what it should, not because QEMU ends::

  linuxbake_add_boot_test(
    NAME <name>
    { IMAGE <image> [MEDIUM cdrom|disk|floppy] [FIRMWARE bios|uefi] |
      KERNEL <kernel> [INITRAMFS <initramfs>] [CMDLINE <word>...] }
    [EXPECT <text>...] [RUN <command>...] [SCRIPT <file>]
    [TIMEOUT <seconds>] [MEMORY <MiB>] [CPUS <n>] [ACCELERATOR auto|tcg|kvm]
    [FORWARD <port>...] [BLANK_DISKS <size>...]
    [LABELS <label>...])

``NAME``
  The name of the test.
``IMAGE``
  A target made by ``linuxbake_add_iso()`` or ``linuxbake_add_fat()``.
``MEDIUM``
  As what the image is put into the machine.  By default ``cdrom`` for an ISO
  image and ``disk`` for any other.  The image is never written to.
``FIRMWARE``
  ``bios`` (SeaBIOS, the default) or ``uefi`` (OVMF).
``KERNEL``, ``INITRAMFS``, ``CMDLINE``
  Instead of an image: started directly, without any boot loader.  The command
  line is by default ``console=`` and the architecture's serial console.  On a PC that is
  emulated by a very busy host a kernel may panic with "IO-APIC + timer doesn't work";
  ``no_timer_check`` among the words keeps it from looking.
``EXPECT``
  Texts that have to come over the serial line, in this order.
``RUN``
  Commands that are typed, after that, at the guest's shell; each has to exit
  with 0.  The shell has to answer first.  A long one is typed in pieces; up to 65536 characters.
``SCRIPT``
  A file with further steps: typing, waiting for the answer, comparing output
  and exit code, waiting until the machine is switched off or reset.
  ``linuxbake-boot run --help`` describes the language.
  Without EXPECT, RUN and SCRIPT the test asks for a shell that answers.
``TIMEOUT``
  For the whole boot, 60 seconds by default.  The runner stops the machine then
  by itself; the TIMEOUT of ctest is longer and only a net.  Time in which a busy
  host has no processor for the machine does not count, up to three times TIMEOUT.
``MEMORY``, ``CPUS``
  Of the machine: 256 MiB and 1 by default.
``ACCELERATOR``
  ``auto`` takes KVM where a boot of this system with KVM has proved that it
  works, else QEMU's emulation, ``tcg``.  An emulated x86_64 is QEMU's ``qemu64`` without the
  instruction cmpxchg16b: QEMU before 8.0 loses its flags at random, and kernels die of it.
``FORWARD``
  Ports of the machine that programs of this one can reach: the steps ``host`` of a SCRIPT, for
  which ``$PORT_22`` is the port of 127.0.0.1 that leads to the machine's port 22.  The machine
  then has a network card (e1000 on a PC, else virtio) and QEMU's user network, which
  gives it an address by DHCP and leads nowhere else.
``BLANK_DISKS``
  Further disks, empty ones: each a number with ``K``, ``M`` or ``G``, of at least 1M.  What is
  written to them is there until the end of the test.
``LABELS``
  Added to ``boot``.

What the test needs is built by the default build of the project that declares it, without ALL,
unless that is itself part of another project; then target ``linuxbake-for-tests`` builds it, and
so does that of the image.  Building nothing by itself, the test fails if the image is not built
and names the target to build.  Where QEMU or OVMF is missing the test is skipped, and
says which package holds it.

No test passes on another init than the one that was asked for.  A kernel that cannot start
what ``rdinit=`` names, or ``/init`` of its initramfs, goes on to ``/sbin/init``, ``/bin/sh`` and
the like, most kernels without a word; the test fails then.  That does not depend on what the
kernel prints: with ``quiet`` or ``loglevel=`` on the command line, which stays as it is, its log is
read in the machine's memory.  (Of a kernel that writes nothing down, an old one or one without
CONFIG_PRINTK, only the initramfs is known, and where an image is booted not even that.)  Where a
kernel without a boot loader is started, the test says before the boot what its initramfs cannot
start.  Nor does the step ``shell`` take the rescue shell of ``linuxbake_add_init(TYPE switch_root)``
for an answer (no root file system, or no init in it, as ``init=`` asks for), unless the script
expects one of the lines that are printed before it.

A failed test prints its verdict (FAIL: the guest answered wrongly; PANIC; HANG:
nothing within the time; INFRA: the machine could not be tested, also where the
emulated processor itself went wrong), the likely cause, the last lines of the serial line
and the command line to repeat it.
``<directory for images>/../boot-tests/<name>`` keeps ``serial.log``,
``report.json``, ``command.txt`` and, after a failure, the text on the screen.  A name that is no
name for a folder, or that a test of another directory has, has a hash behind it there.
``linuxbake-boot summary <directory>`` prints a table of all reports.

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
function(_linuxbake_step_options where out)
  set(options "")
  foreach(keyword IN ITEMS EXPECT RUN)
    string(TOLOWER "${keyword}" name)
    foreach(text IN LISTS arg_${keyword})
      string(REPLACE ";" "\\;" text "${text}")
      list(APPEND options "--${name}=${text}")
    endforeach()
  endforeach()
  if(NOT "${arg_SCRIPT}" STREQUAL "")
    _linuxbake_require_file("${where}" SCRIPT "${arg_SCRIPT}" script)
    list(APPEND options "--script=${script}")
  endif()
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_boot_test)
  _linuxbake_get_machine_keywords(machine_keywords)
  _linuxbake_parse_arguments("" "" "NAME;SCRIPT;TIMEOUT;${machine_keywords}"
    "CMDLINE;EXPECT;RUN;FORWARD;BLANK_DISKS;LABELS" CMDLINE)
  set(where "${CMAKE_CURRENT_FUNCTION}(NAME ${arg_NAME})")
  _linuxbake_check_arguments("${where}" REQUIRED NAME)
  _linuxbake_require_test_name("${where}" "${arg_NAME}")
  _linuxbake_command_line()
  _linuxbake_machine_options("${where}" machine targets)
  _linuxbake_step_options("${where}" steps)
  _linuxbake_test_defaults("${where}")
  _linuxbake_test_directory(directory "${arg_NAME}")
  _linuxbake_build_for_tests(SYSTEM ${targets} NEEDS LinuxBake::boot)
  _linuxbake_build_depends(depends "${arg_NAME}" ${targets} LinuxBake::boot)
  add_test(NAME "${arg_NAME}" COMMAND "$<TARGET_FILE:LinuxBake::boot>" run "--name=${arg_NAME}"
    "--directory=${directory}" "--timeout=${arg_TIMEOUT}" ${machine} ${steps} ${depends})
  _linuxbake_set_test_properties("${arg_NAME}" boot ${arg_LABELS})
endfunction()
