# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeInit
-------------

.. versionadded:: 0.1

Makes the init of a root file system: the first program, which sets everything
up, starts what has to run, and ends the system in good order.

.. code-block:: cmake

  linuxbake_add_init(<target>
    [TYPE busybox|script|minimal|switch_root]
    [HOSTNAME <name>]
    [CONSOLES <terminal>[,<baud>]...]
    [MOUNTS "<what> <where> <type> [<options>]"...]
    [ENVIRONMENT <name>=<value>...]
    [RUN <program> [<argument>...]]...
    [SERVICE <program> [<argument>...]]...
    [LOGIN] [HOTPLUG] [NETWORK DHCP]
    [THEN shell|poweroff|reboot|halt|respawn]
    [BANNER <text>]
    [ROOT <name>]
    [ARCH <architecture>])

``TYPE``
  ``busybox`` (the default): ``/etc/inittab`` and scripts in ``/etc/init.d`` for BusyBox's init.
  ``script``: one ``/init``, for any POSIX shell in ``/bin/sh``. ``minimal``: a program of 3 KB
  without a libc, for systems without a shell.  It needs RUN, with absolute paths, and has no
  CONSOLES: everything runs on the kernel's console. ``switch_root``: one ``/init`` for an initramfs
  that mounts a root file system on a disk.  It waits for the disk, checks it with fsck, mounts it
  and goes there (switch_root).  Of the other keywords it takes ROOT and ENVIRONMENT only.  See
  below.
``HOSTNAME``
  As in hostname(7), at most 64 bytes.  By default ``linux``.
``CONSOLES``
  The terminals that get a shell: files of ``/dev``, with a speed if it is not the one that the
  kernel has set.  ``console`` is whatever the kernel itself writes to, the last ``console=`` of its
  command line.  By default ``console tty1 ttyS0``.  Init waits for a terminal that is not there
  yet.
``MOUNTS``
  What is mounted beside ``/proc``, ``/sys``, ``/dev``, ``/dev/pts``,
  ``/dev/shm``, ``/run`` and ``/tmp``, with the fields of fstab(5).  The same
  directory replaces one of these.  What the kernel cannot mount is reported on
  the console, and left out.
``ENVIRONMENT``
  Variables for commands and shells.
``RUN``
  A program with its arguments; each RUN is a command of its own.  They run in this order, on the
  kernel's console, before the shells start.  Every argument arrives as you write it, with any
  characters.  If you need the syntax of a shell, write a script.
``SERVICE``
  A program that has to keep running: two seconds after it ends, init starts it again.  It has to
  stay in the foreground, as ``syslogd -n`` does.  What it prints goes to the kernel's console.
``LOGIN``
  The terminals ask for a name and a password instead of giving everybody a shell; the users are
  those of linuxbake_rootfs_user().
``HOTPLUG``
  The modules of the machine's devices are loaded when the system starts, and, by BusyBox's mdev,
  when a device is plugged in later.  It sets owners and modes by ``/etc/mdev.conf``.
``NETWORK``
  ``DHCP``: the first network card, as soon as it is there, gets its address from the network.
  SERVICE, LOGIN, HOTPLUG and NETWORK are for TYPE busybox.
``THEN``
  What comes after the commands: ``shell`` (the default), ``poweroff``,
  ``reboot``, ``halt``, or ``respawn``: all commands again, for ever.  The
  minimal init has no shell; its default is ``poweroff``.
``BANNER``
  What stands in ``/etc/issue`` and greets above each shell, followed by ``/etc/motd`` if there is
  one; with LOGIN, above each question for a name.  ``%`` and ``\`` have no meaning in it, and none
  in an ``/etc/issue`` of an overlay.  The minimal init prints it once, before the commands.
``ROOT``
  For TYPE switch_root: the root file system, if the kernel's command line has no ``root=``.  As
  ``/dev/<device>``, ``UUID=<uuid>``, ``LABEL=<label>`` or ``PARTLABEL=<label>`` (the name of a
  partition in a GPT).  With ``live:`` before it, it is the medium that has the root in a file.
``ARCH``
  For which architecture the minimal init is compiled; by default the host's.

Generator expressions are evaluated in RUN, SERVICE, ENVIRONMENT and BANNER.

The target has the properties ``LINUXBAKE_ENTRIES`` and ``LINUXBAKE_DEPENDS``;
give it to ``linuxbake_add_rootfs(... INIT <target>)``.  A file of an overlay
replaces one that is made here: ``/etc/passwd``, ``/etc/group``, ``/etc/profile``,
``/etc/hostname``, ``/etc/hosts``, ``/etc/issue``, ``/etc/inittab``, ``/etc/init.d/*``,
``/etc/mdev.conf``.
Scripts ``/etc/profile.d/*.sh`` are read by each shell.

When a shell starts, the kernel stops printing messages below a warning on the console (``dmesg``
has them), unless its command line says ``debug``, ``ignore_loglevel`` or ``loglevel=``.

With all three kinds ``poweroff``, ``reboot``, ``halt`` and Ctrl-Alt-Del end the system at
any time: file systems are unmounted, and what the commands have printed has
left the serial line before.  Processes that lose their parent are reaped.

The results of the commands
^^^^^^^^^^^^^^^^^^^^^^^^^^^

After each command a line comes over the console, for people and for programs::

  linuxbake-init: result 1/2: exit 0: /usr/bin/hello --check
  linuxbake-init: result 2/2: signal 11: /usr/bin/crash

The numbers are that of the command and how many there are.  A shell cannot distinguish an exit code
from 129 to 192 from a signal, so the line names the signal.

On the way to a root file system
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

TYPE switch_root reads these words of the kernel's command line, with the meaning that they have in
``Documentation/admin-guide/kernel-parameters.txt``: ``root=``, ``rootfstype=``, ``rootflags=``,
``rootdelay=`` (here how long it waits at most for the disk: 10 seconds by default), ``ro`` (the
default), ``rw``, ``init=`` (by default the first of ``/sbin/init``, ``/etc/init``, ``/bin/init``
and ``/bin/sh``); and ``fsck.mode=auto|skip|force`` of systemd-fsck(8).

``root=live:LABEL=<label>`` (or ``UUID=``, ``/dev/``, ``PARTLABEL=``) names a medium, as dracut.cmdline(7)
has it: the root is a squashfs in a file there, ``LiveOS/squashfs.img`` unless ``rd.live.dir=`` and
``rd.live.squashimg=`` say otherwise.  What is written goes to a layer in memory above it, and is gone
after a restart.  rootfstype and rootflags are for the medium, which is mounted read-only at
``/run/initramfs/live``; ro and rw have no meaning.

``fsck.<type> -p`` runs if the initramfs has it, before anything is mounted.  If the root is not
found, has errors that fsck does not correct by itself, cannot be mounted or has no init, there is a
shell on the console.  Above it stands what init looked for and what there is.  Leaving the shell
tries again.  The drivers of the disk and the file system have to be in the kernel.

What is needed
^^^^^^^^^^^^^^

BusyBox: INIT, FEATURE_USE_INITTAB (``busybox`` only), SETSID (``script``, for job control), ASH
with ASH_ECHO, ASH_PRINTF and ASH_TEST, CAT, HOSTNAME, LN, MKDIR, MKFIFO (with RUN), MOUNT, UMOUNT,
RM, SLEEP, STTY, SYNC, HALT (poweroff, reboot); GETTY, LOGIN and FEATURE_SHADOWPASSWDS (LOGIN); MDEV
with FEATURE_MDEV_CONF, FEATURE_MDEV_EXEC and FEATURE_MDEV_DAEMON, MODPROBE with
FEATURE_MODUTILS_ALIAS and FEATURE_MODPROBE_BLACKLIST, FIND, XARGS (HOTPLUG); UDHCPC, IFCONFIG and
ROUTE (NETWORK); FINDFS, BLKID, VOLUMEID_*, SWITCH_ROOT, GREP, SED and CTTYHACK (``switch_root``),
with ``live:`` also FEATURE_MOUNT_LOOP and FEATURE_VOLUMEID_ISO9660; IFCONFIG or IP for the loopback
interface; FEATURE_EDITING_FANCY_PROMPT for the host name in the prompt. The kernel: BINFMT_ELF,
BINFMT_SCRIPT, TTY, PROC_FS; for their file systems SYSFS, DEVTMPFS, TMPFS, UNIX98_PTYS; PROC_SYSCTL
for Ctrl-Alt-Del with ``script``; ACPI or another driver to switch the machine off.  The minimal
init needs no more than BINFMT_ELF.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(kiosk LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_busybox(busybox LIBC libc)
  linuxbake_add_init(init HOSTNAME kiosk
    MOUNTS "/dev/sda1 /data ext4 ro,noatime"
    RUN /usr/bin/check --quick
    RUN httpd -h /data)
  linuxbake_add_rootfs(rootfs USERLAND busybox INIT init OVERLAY rootfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Freestanding.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/InitDescription.cmake")

# The files that linuxbake-init writes, as far as CMake has to know their names. Of RUN and SERVICE
# only counts whether there are any.
function(_linuxbake_init_files out directory)
  _linuxbake_parse(init 2 "" "TYPE;THEN;RUN;SERVICE;HOTPLUG;NETWORK" "")
  if(init_TYPE STREQUAL "minimal")
    set(${out} "${directory}/manifest" "${directory}/init.h" PARENT_SCOPE)
    return()
  elseif(init_TYPE STREQUAL "switch_root")
    set(${out} "${directory}/manifest" "${directory}/root/init" PARENT_SCOPE)
    return()
  endif()
  set(names hostname hosts issue passwd group profile)
  list(TRANSFORM names PREPEND "root/etc/")
  if(init_TYPE STREQUAL "script")
    list(APPEND names root/init)
  else()
    list(APPEND names root/etc/inittab root/etc/init.d/rcS root/etc/init.d/rcK)
    if(NOT "${init_RUN}" STREQUAL "")
      list(APPEND names root/etc/init.d/run)
    endif()
    if(NOT "${init_SERVICE}" STREQUAL "" OR init_HOTPLUG OR NOT "${init_NETWORK}" STREQUAL "")
      list(APPEND names root/etc/init.d/service)
    endif()
    if(NOT "${init_NETWORK}" STREQUAL "")
      list(APPEND names root/etc/init.d/network root/etc/init.d/network-lease)
    endif()
    if(init_HOTPLUG)
      list(APPEND names root/etc/mdev.conf)
    endif()
    if(init_THEN STREQUAL "shell")
      list(APPEND names root/etc/init.d/console)
    endif()
  endif()
  list(TRANSFORM names PREPEND "${directory}/")
  set(${out} "${directory}/manifest" ${names} PARENT_SCOPE)
endfunction()

function(linuxbake_add_init target)
  _linuxbake_parse_arguments(target "LOGIN;HOTPLUG"
    "TYPE;HOSTNAME;THEN;BANNER;ARCH;NETWORK;ROOT"
    "CONSOLES;MOUNTS;ENVIRONMENT;RUN;SERVICE" RUN SERVICE)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_describe_init("${where}" init TYPE "${arg_TYPE}" HOSTNAME "${arg_HOSTNAME}"
    CONSOLES "${arg_CONSOLES}" MOUNTS "${arg_MOUNTS}" ENVIRONMENT "${arg_ENVIRONMENT}"
    RUN "${arg_RUN}" SERVICE "${arg_SERVICE}" LOGIN "${arg_LOGIN}" HOTPLUG "${arg_HOTPLUG}"
    NETWORK "${arg_NETWORK}" THEN "${arg_THEN}" BANNER "${arg_BANNER}" ARCH "${arg_ARCH}"
    ROOT "${arg_ROOT}")
  _linuxbake_run_lines("${where}" "${init_TYPE}" commands)

  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(description "${directory}/description")
  file(GENERATE OUTPUT "${description}" CONTENT "${init_TEXT}${commands}\n")
  _linuxbake_init_files(files "${directory}" TYPE "${init_TYPE}" THEN "${init_THEN}"
    RUN "${arg_RUN}" SERVICE "${arg_SERVICE}" HOTPLUG "${arg_HOTPLUG}" NETWORK "${arg_NETWORK}")
  # Touched, because linuxbake-init leaves a file alone in which nothing has changed.
  add_custom_command(OUTPUT ${files}
    COMMAND LinuxBake::init "${init_TYPE}" "--description=${description}" "--output=${directory}"
    COMMAND "${CMAKE_COMMAND}" -E touch ${files}
    DEPENDS "${description}" LinuxBake::init
    COMMENT "Writing the init ${target}" VERBATIM)
  if(init_TYPE STREQUAL "minimal")
    _linuxbake_add_freestanding("${where}" "${init_ARCH}" "${directory}/init" minimal-init.c
      INCLUDES "${directory}" DEPENDS "${directory}/init.h" COMMENT "Compiling the init ${target}")
    list(APPEND files "${directory}/init")
  endif()
  _linuxbake_add_target("${target}" KIND init DEPENDS ${files})
  _linuxbake_manifest_word(manifest "${directory}/manifest")
  _linuxbake_set_properties("${target}" ENTRIES "include ${manifest}" DEPENDS "${files}"
    HELP "The init: host name, mounts, consoles, commands")
  if(NOT "${init_ARCH}" STREQUAL "")
    _linuxbake_set_properties("${target}" ARCH "${init_ARCH}")
  endif()
endfunction()
