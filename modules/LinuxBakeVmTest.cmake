# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeVmTest
---------------

.. versionadded:: 0.1

Tests that run a program of the project in a virtual machine with a kernel of
its own, and what programs need of that kernel::

  linuxbake_add_vm_test(
    NAME <name>
    KERNEL <kernel> | KERNELS <kernel>...
    COMMAND <target>|<program> [<argument>...]
    [ENVIRONMENT <name>=<value>...] [FILES <file>...] [WORKING_DIRECTORY <dir>]
    [COLLECT <file>...] [RESULTS TAP|GTEST|CATCH2] [FRESH_BOOT]
    [NETWORK isolated|open] [SHARE <directory>...] [MODULES <module>...]
    [TIMEOUT <seconds>] [MEMORY <MiB>] [CPUS <n>] [ACCELERATOR auto|tcg|kvm]
    [LABELS <label>...])

  linuxbake_target_kernel_options(<target>
    { INTERFACE|PUBLIC|PRIVATE <option>... }...)

``NAME``
  The name of the test.
``KERNEL``
  A target made by ``linuxbake_add_kernel()`` or ``linuxbake_import_kernel()``.
``KERNELS``
  Several of them: one test ``<name>.<kernel>`` each, with the kernel as a label.
``COMMAND``
  What runs: an executable target, or the path of a program or script of the host, and its
  arguments.  It needs no root file system: the program is packed with its dynamic loader and its
  shared libraries (those that the loader would take: RPATH, LD_LIBRARY_PATH of ENVIRONMENT, the
  directories of the system), a script with its interpreter (``#!/usr/bin/env`` too), each at the
  path that it has on the host.  If the loader would not find a library of the project that a target
  links to, as with CMAKE_SKIP_RPATH, it comes along all the same, and LD_LIBRARY_PATH names its
  directory there.  Libraries of another architecture come from CMAKE_SYSROOT, CMAKE_FIND_ROOT_PATH
  and the cross compiler, and are where the loader looks.
``ENVIRONMENT``
  Variables for it, besides ``PATH``, ``HOME``, ``USER``, ``LOGNAME`` and ``SHELL``.  What they name
  comes along: the libraries of ``LD_LIBRARY_PATH`` and ``LD_PRELOAD``, the time zone of ``TZ``, the
  locale of ``LC_ALL`` or ``LANG`` (not from a locale-archive of more than 8 MB). If the program
  fails, the test names what the host lacks of it.
``FILES``
  Further files that it reads, and directories with all that is in them, with the
  mode, the owner (by number) and the time that they have on the host; pipes, sockets and
  devices are made.  Programs, plugins and extension modules among them are packed with the
  libraries that they need, ``/etc/nsswitch.conf`` with the modules of its name services.  All of
  it has to fit into half of MEMORY.  See below for what the guest has without FILES.
``WORKING_DIRECTORY``
  Where it starts in the machine; ``/`` by default.  It is made there.
``COLLECT``
  Files of the guest, relative to WORKING_DIRECTORY or absolute.  When the program has ended, they
  come back to the host, into ``collected`` in the test's directory (``boot-tests/<name>`` beside
  the directory for images).  The test fails if a file is missing, has no end (a device, a pipe,
  ``/proc/kmsg``), is a directory, or is larger than MEMORY.
``RESULTS``
  The program is a suite, and each of its results becomes a test ``<name>.<result>``, in ctest's
  JUnit file, too, with what the program has printed about it.  What it prints is

  ``TAP``
    TAP 12 to 14, or KTAP as kselftest does.  KUnit prints it into the kernel's log, so
    ``COMMAND /usr/bin/dmesg --notime`` reports the suites that are built into a kernel.
  ``GTEST``
    as programs with GoogleTest do;
  ``CATCH2``
    the document of Catch2's reporter, ``COMMAND suite --reporter xml``.

  The machine boots once for all of them, in the test ``<name>.run``, which passes if the program
  could be run.  The test ``<name>`` tells how it ended: a signal, a panic, a time-out, results that
  are missing, come twice or are not as many as the suite says itself; an exit code only if no
  single result has failed; and with it the last lines of both streams.  To know the names ctest
  runs the program before it begins, says so, and takes this run for ``<name>.run``: if the program
  or the kernel is newer than the names, and tests of the suite may be among those that ctest was
  asked for (``-R``, ``-E``, ``-L``, ``-LE``).  A ctest that only lists (``-N``) shows the names of
  the last run. If each test of a suite needs a machine of its own, use
  ``linuxbake_add_emulator()``.
``NETWORK``
  The machine has a network card, with the address 10.0.2.15 and a route, on a network of QEMU's
  own.  It needs no root.

  ``isolated``
    It ends at its gateway, 10.0.2.2: nothing leaves the machine.
  ``open``
    The machine reaches what this host reaches, and the host's own loopback, 127.0.0.1, as
    10.0.2.2, also called ``host``.  Nobody reaches the machine.

  The loopback ``lo`` is there without NETWORK, if the kernel has INET.
``SHARE``
  Directories of this host, for example ``${PROJECT_BINARY_DIR}``, that are in the machine at the
  same paths, as they are at that moment.  Nothing of them is copied.  What is written there stays
  in the machine, if its kernel has OVERLAY_FS; otherwise they are read-only.
``MODULES``
  Modules to load, by their names, with those that they depend on, from the kernel's MODULES (see
  ``linuxbake_import_kernel()``).  Those for NETWORK and SHARE are loaded without being named, and
  so is the module of an option that the program needs, if it has the option's name: TUN is ``tun``.
``FRESH_BOOT``
  Boots the kernel for this test alone.  Otherwise, under emulation, the test begins with a copy of
  a machine that has booted the same kernel before, with the libraries of the system that the
  program needs, and waits for a program.  That takes a tenth of the time and is as clean, but
  ``serial.log`` lacks the kernel's messages from the boot.  The clock and the random numbers are
  set anew.  Such machines are kept in ``boot-tests/.machines``, with what was used of their memory:
  20 MB for a tiny kernel, 140 MB for a distribution's; eight at most, and at most 500 MB of them.
``TIMEOUT``, ``MEMORY``, ``CPUS``, ``ACCELERATOR``, ``LABELS``
  As for ``linuxbake_add_boot_test()``; the label is ``vm``.

The test gives the program's standard output and standard error, apart and as
they come, and its exit code, or is ended by the signal that killed it.  The program has the
standard input of the process that starts the test, without RESULTS.
The output is read to its end, as ctest does: what children print that outlive the program,
too.  If they hold it until TIMEOUT, the test fails and names them.
A kernel that panics or oopses fails the test at once, a program that does not
end fails it after TIMEOUT, one that cannot be started fails it, too: in such a case the test ends by
SIGABRT, so that neither WILL_FAIL nor PASS_REGULAR_EXPRESSION makes it pass.  Where a panic is
wanted, ``linuxbake_add_boot_test()`` waits for its words.

The default build of the project builds the kernel, the small init, and the program and those of
FILES if they are targets.  Nothing needs ALL.  If the project is part of another one, build the
target ``linuxbake-for-tests``.  The kernel's target builds the init as well.  The test itself
builds nothing, but it packs the program, so it always runs the program as it is now.

The kernel needs BINFMT_ELF, BLK_DEV_INITRD, SERIAL_8250_CONSOLE, and what the program
needs: PROC_FS, SYSFS, DEVTMPFS, TMPFS are mounted if they are there.  Output and files
are taken out of the machine's memory, with no driver and no device: 100 MB
in about two seconds.  NETWORK needs INET, VIRTIO_PCI and VIRTIO_NET, SHARE needs 9P_FS,
NET_9P_VIRTIO and VIRTIO_PCI; where they are missing, the test fails with the lines to add.

``linuxbake_target_kernel_options()`` says what a program or library needs of the kernel, without
``CONFIG_``: PRIVATE for the program itself, INTERFACE for the programs that link to it, PUBLIC for
both.  It travels along ``target_link_libraries()``, through private links as well, because what is
linked runs. If the final configuration of the kernel lacks one of the options, that is an error
with the lines to add.  (A module is enough only if it is loaded.)  The error comes when CMake
configures, for a ready kernel with CONFIG, and for one from source if the source is in the cache
and the helper programs are built.  Otherwise the VM test fails before it boots, and says the same.
A script needs BINFMT_SCRIPT, which is checked likewise.  OPTIONS_OF of ``linuxbake_add_kernel()``
gives a kernel what a program needs.  The conditions of generator expressions in
``target_link_libraries()`` are taken for true.

What the guest has
^^^^^^^^^^^^^^^^^^

The program starts as from a login shell: descriptors 0, 1 and 2, no signal blocked or
ignored, umask 022, a process group of its own in the foreground of a terminal.  It is root, in

* the directories of the Filesystem Hierarchy Standard, ``/tmp`` and ``/var/tmp`` with mode 1777;
* ``/dev`` with ``stdin``, ``stdout``, ``stderr`` and ``fd``; ``/proc``, ``/sys``;
* a guest with the host name ``linuxbake``, which resolves as ``localhost`` does; users ``root``,
  ``daemon`` and ``nobody``; services and protocols; the host's time zone;
* what glibc loads by itself: ``libgcc_s``, name services for files and DNS, the locale
  ``C.UTF-8``, and the modules of ``iconv()`` if the program calls it;
* the host's ``/bin/sh``, and small tools: ``[``, basename, cat, chmod, chown, cp, cut, date,
  dirname, echo, env, expr, false, grep, head, id, kill, ln, ls, mkdir, mktemp, mv, printf, pwd,
  readlink, rm, rmdir, sed, seq, sleep, sort, tail, tee, test, touch, tr, true, uname, wc, if the
  host has them and the kernel is for the host's architecture.

FILES brings what does not come along by itself, because nothing says that the program needs it:
other programs that it starts; the rules of other time zones (``/usr/share/zoneinfo``; those of
``TZ`` come by themselves); other locales (``/usr/lib/locale``); data of libraries and interpreters
(``/usr/lib/python3.11``, ``/usr/share/perl``, ``/usr/share/terminfo``, ``/etc/ssl``).

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello LANGUAGES CXX)
  find_package(LinuxBake REQUIRED)
  enable_testing()

  add_library(tunnel STATIC tunnel.cpp)
  linuxbake_target_kernel_options(tunnel PUBLIC TUN NET)
  add_executable(hello hello.cpp)
  target_link_libraries(hello PRIVATE tunnel)

  linuxbake_add_kernel(lts CONFIG_FRAGMENTS kernel.config OPTIONS_OF hello)
  linuxbake_import_kernel(ready FILE bzImage CONFIG bzImage.config)
  linuxbake_add_vm_test(NAME hello.vm KERNELS lts ready COMMAND hello --check COLLECT report.txt)

  find_package(GTest REQUIRED)
  add_executable(suite suite.cpp)
  target_link_libraries(suite PRIVATE tunnel GTest::gtest_main)
  linuxbake_add_vm_test(NAME suite KERNEL lts COMMAND suite RESULTS GTEST)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Freestanding.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/KernelOptions.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/LibraryPlaces.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/VmResults.cmake")

# The init for an architecture, compiled once in a project.
function(_linuxbake_vm_init where arch out_target out_file)
  set(target "linuxbake-vm-init-${arch}")
  if(NOT TARGET "${target}")
    set(init "${CMAKE_CURRENT_BINARY_DIR}/${target}/init")
    file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}")
    _linuxbake_add_freestanding("${where}" "${arch}" "${init}" vm-init
      COMMENT "Compiling the init of the tests in machines")
    add_custom_target("${target}" DEPENDS "${init}")
    set_target_properties("${target}" PROPERTIES FOLDER LinuxBake/internal
      LINUXBAKE_OUTPUT "${init}")
  endif()
  get_target_property(init "${target}" LINUXBAKE_OUTPUT)
  set(${out_target} "${target}" PARENT_SCOPE)
  set(${out_file} "${init}" PARENT_SCOPE)
endfunction()

# The words of COMMAND, its first one being a target or a program; semicolons stay what they are.
function(_linuxbake_vm_command out where command)
  set(words "")
  set(first TRUE)
  foreach(word IN LISTS command)
    if(first AND TARGET "${word}")
      get_target_property(type "${word}" TYPE)
      if(NOT type STREQUAL "EXECUTABLE")
        _linuxbake_error("${where}" "COMMAND '${word}' is a target, but not an executable.")
      endif()
      set(word "$<TARGET_FILE:${word}>")
    elseif(first AND NOT word MATCHES "^(/|\\$<)")
      _linuxbake_error("${where}" "COMMAND '${word}' is neither a target nor an absolute path."
        "Make the executable before this call, or name the program by its whole path.")
    endif()
    set(first FALSE)
    string(REPLACE ";" "\\;" word "${word}")
    list(APPEND words "${word}")
  endforeach()
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

# The options of `linuxbake-boot vm` about the program. The first three keywords are lists.
function(_linuxbake_vm_options out where environment files collect working_directory)
  set(options "")
  foreach(text IN LISTS environment)
    if(NOT text MATCHES "^[^=]+=")
      _linuxbake_error("${where}" "ENVIRONMENT '${text}' is not of the form NAME=VALUE.")
    endif()
    _linuxbake_append_option(options --environment "${text}")
  endforeach()
  foreach(file IN LISTS files)
    if(NOT file MATCHES "^\\$<")
      get_filename_component(file "${file}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    endif()
    _linuxbake_append_option(options --file "${file}")
  endforeach()
  foreach(file IN LISTS collect)
    _linuxbake_append_option(options --collect "${file}")
  endforeach()
  if(NOT working_directory STREQUAL "")
    if(NOT IS_ABSOLUTE "${working_directory}")
      _linuxbake_error("${where}"
        "WORKING_DIRECTORY '${working_directory}' is not an absolute path.")
    elseif(EXISTS "${working_directory}" AND NOT IS_DIRECTORY "${working_directory}")
      _linuxbake_error("${where}" "WORKING_DIRECTORY '${working_directory}' is a file of this host,\
 which would be in the way."
        "A directory that is not there is made in the machine.")
    endif()
    _linuxbake_append_option(options --working-directory "${working_directory}")
  endif()
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

# Words for `linuxbake-boot vm`: where the shared libraries are that the project's own programs and
# plugins link to, in these words of the test's command.
function(_linuxbake_vm_libraries out)
  string(REGEX MATCHALL "\\$<TARGET_FILE:[^<>,]+" references "${ARGN}")
  list(TRANSFORM references REPLACE "^\\$<TARGET_FILE:" "") # "^[^:]*:" would match once more
  list(REMOVE_DUPLICATES references)
  set(word "--library-directories=:")
  foreach(target IN LISTS references)
    _linuxbake_call_at_end(_linuxbake_vm_note_libraries "${target}")
    set(property "$<TARGET_PROPERTY:${target},_LINUXBAKE_LIBRARY_DIRECTORIES>")
    string(APPEND word "$<JOIN:$<TARGET_GENEX_EVAL:${target},${property}>,:>:")
  endforeach()
  set(${out} "${word}" PARENT_SCOPE)
endfunction()

# The same: for a target that the words name.
function(_linuxbake_vm_note_libraries target)
  _linuxbake_forget_caller(target)
  if(NOT TARGET "${target}")
    return() # CMake says so where it evaluates the words
  endif()
  _linuxbake_library_directories(directories "${target}")
  _linuxbake_read_property(real TARGET "${target}" PROPERTY ALIASED_TARGET)
  if(real)
    set(target "${real}")
  endif()
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_LIBRARY_DIRECTORIES "${directories}")
endfunction()

# Called when everything is linked that will be.
function(_linuxbake_vm_requirements where program)
  _linuxbake_forget_caller(where program)
  _linuxbake_required_options(options "${program}")
  set_target_properties("${program}" PROPERTIES LINUXBAKE_REQUIRED_OPTIONS "${options}")
  foreach(kernel IN LISTS ARGN)
    _linuxbake_check_options("${where}" "${kernel}" ${options})
  endforeach()
endfunction()

# What the machine has besides: NETWORK, SHARE, MODULES. The last two are lists.
function(_linuxbake_vm_devices out where kernel network share modules)
  set(options "")
  if(NOT network STREQUAL "")
    _linuxbake_one_of("${where}" NETWORK "${network}" isolated open)
    list(APPEND options "--network=${network}")
  endif()
  foreach(directory IN LISTS share)
    if(NOT directory MATCHES "^\\$<")
      get_filename_component(directory "${directory}" ABSOLUTE
        BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    endif()
    _linuxbake_append_option(options --share "${directory}")
  endforeach()
  linuxbake_get_property(all_modules "${kernel}" MODULES)
  if(all_modules)
    _linuxbake_append_option(options --modules "${all_modules}")
  elseif(NOT modules STREQUAL "")
    _linuxbake_error("${where}" "The kernel '${kernel}' has no modules that could be loaded."
      "MODULES of linuxbake_import_kernel() says where they are.")
  endif()
  list(TRANSFORM modules PREPEND "--module=")
  list(APPEND options ${modules})
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

# What `linuxbake-boot vm` has to know of a machine, whatever it runs, and the target of its init.
# The keywords are those of the public functions, each with one value, which may be empty; a list
# stays one in its quotes.
function(_linuxbake_vm_machine out out_init where name)
  _linuxbake_parse(vm 4 ""
    "KERNEL;FRESH_BOOT;TIMEOUT;MEMORY;CPUS;ACCELERATOR;NETWORK;SHARE;MODULES" "")
  _linuxbake_machine_options("${where}" machine targets KERNEL "${vm_KERNEL}"
    MEMORY "${vm_MEMORY}" CPUS "${vm_CPUS}" ACCELERATOR "${vm_ACCELERATOR}")
  list(FILTER machine EXCLUDE REGEX "^--(cmdline(-hex)?|firmware)=")
  get_target_property(imported "${vm_KERNEL}" IMPORTED)
  if(imported) # it is there; what may be missing is made by another target
    _linuxbake_for_tests_target(made_by)
    list(TRANSFORM machine REPLACE "^--made-by=.*" "--made-by=${made_by}")
  endif()
  linuxbake_get_property(arch "${vm_KERNEL}" ARCH)
  _linuxbake_vm_init("${where}" "${arch}" init_target init)
  _linuxbake_test_directory(directory "${name}")
  _linuxbake_library_places(places "${arch}")
  set(words "--name=${name}" "--directory=${directory}" "--timeout=${vm_TIMEOUT}" ${machine}
    "--init=${init}" ${places})
  linuxbake_get_property(config "${vm_KERNEL}" CONFIG)
  if(config)
    list(APPEND words "--config=${config}")
  endif()
  _linuxbake_vm_devices(devices "${where}" "${vm_KERNEL}" "${vm_NETWORK}" "${vm_SHARE}"
    "${vm_MODULES}")
  list(APPEND words ${devices})
  if(NOT vm_FRESH_BOOT)
    get_filename_component(machines "${directory}/../.machines" ABSOLUTE)
    list(APPEND words "--machines=${machines}")
  endif()
  set(${out} "${words}" PARENT_SCOPE)
  set(${out_init} "${init_target}" PARENT_SCOPE)
endfunction()

# The command of the test. <program> is the first word of COMMAND as it was given; the others are
# lists, whose words may hold escaped semicolons.
function(_linuxbake_vm_words out program machine options command)
  set(required "")
  if(TARGET "${program}")
    set(required "$<JOIN:$<TARGET_PROPERTY:${program},LINUXBAKE_REQUIRED_OPTIONS>,$<COMMA>>")
  endif()
  _linuxbake_vm_libraries(libraries "${command}" "${options}")
  set(words "$<TARGET_FILE:LinuxBake::boot>" vm ${machine} "--require=,${required}"
    "${libraries}")
  foreach(more IN ITEMS "${options}" "--;${command}")
    if(NOT more STREQUAL "")
      string(APPEND words ";${more}")
    endif()
  endforeach()
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

# The test on one kernel, or the tests for its results. PROGRAM is a file.
function(_linuxbake_vm_test name words labels)
  _linuxbake_parse(test 3 "" "KERNEL;INIT;PROGRAM;RESULTS;TIMEOUT;CPUS" "")
  _linuxbake_build_depends(depends "${name}" "${test_KERNEL}" "${test_INIT}" LinuxBake::boot)
  if(NOT "${test_RESULTS}" STREQUAL "")
    _linuxbake_test_directory(directory "${name}")
    _linuxbake_add_result_tests("${name}" "${words}" "${labels}" "${depends}"
      RESULTS "${test_RESULTS}" DIRECTORY "${directory}" TIMEOUT "${test_TIMEOUT}"
      CPUS "${test_CPUS}" NEEDED "${test_PROGRAM}"
      "$<TARGET_PROPERTY:${test_KERNEL},LINUXBAKE_OUTPUT>" "$<TARGET_FILE:LinuxBake::boot>")
    return()
  endif()
  _linuxbake_launched(words ${words})
  add_test(NAME "${name}" COMMAND ${words} ${depends})
  _linuxbake_set_test_properties("${name}" "${test_TIMEOUT}" "${test_CPUS}" ${labels})
endfunction()

function(linuxbake_add_vm_test)
  _linuxbake_parse_arguments("" "FRESH_BOOT"
    "NAME;KERNEL;WORKING_DIRECTORY;RESULTS;NETWORK;TIMEOUT;MEMORY;CPUS;ACCELERATOR"
    "KERNELS;COMMAND;ENVIRONMENT;FILES;COLLECT;SHARE;MODULES;LABELS")
  set(where "${CMAKE_CURRENT_FUNCTION}(NAME ${arg_NAME})")
  _linuxbake_check_arguments("${where}" REQUIRED NAME COMMAND)
  _linuxbake_require_test_name("${where}" "${arg_NAME}")
  if(NOT "${arg_KERNEL}" STREQUAL "" AND NOT "${arg_KERNELS}" STREQUAL "")
    _linuxbake_error("${where}" "KERNEL and KERNELS exclude each other."
      "KERNELS makes a test for each of several.")
  elseif("${arg_KERNEL}" STREQUAL "" AND "${arg_KERNELS}" STREQUAL "")
    _linuxbake_error("${where}" "KERNEL is missing.")
  endif()
  foreach(kernel IN LISTS arg_KERNEL arg_KERNELS)
    _linuxbake_require_target("${where}" KERNEL "${kernel}" kernel)
  endforeach()
  if(NOT "${arg_RESULTS}" STREQUAL "")
    _linuxbake_one_of("${where}" RESULTS "${arg_RESULTS}" TAP GTEST CATCH2)
  endif()
  _linuxbake_vm_command(command "${where}" "${arg_COMMAND}")
  _linuxbake_vm_options(options "${where}" "${arg_ENVIRONMENT}" "${arg_FILES}" "${arg_COLLECT}"
    "${arg_WORKING_DIRECTORY}")
  _linuxbake_timeout(timeout "${where}" "${arg_TIMEOUT}")
  _linuxbake_value_or(cpus "${arg_CPUS}" 1)
  list(GET arg_COMMAND 0 program)
  list(GET command 0 program_file)
  if(TARGET "${program}")
    _linuxbake_call_at_end(_linuxbake_vm_requirements "${where}" "${program}" ${arg_KERNEL}
      ${arg_KERNELS})
  endif()
  foreach(kernel IN LISTS arg_KERNEL arg_KERNELS)
    set(name "${arg_NAME}")
    set(labels vm ${arg_LABELS})
    if(kernel IN_LIST arg_KERNELS)
      set(name "${arg_NAME}.${kernel}")
      set(labels vm "${kernel}" ${arg_LABELS})
    endif()
    _linuxbake_vm_machine(machine init "${where}" "${name}" KERNEL "${kernel}"
      FRESH_BOOT "${arg_FRESH_BOOT}" TIMEOUT "${timeout}" MEMORY "${arg_MEMORY}" CPUS "${cpus}"
      ACCELERATOR "${arg_ACCELERATOR}" NETWORK "${arg_NETWORK}" SHARE "${arg_SHARE}"
      MODULES "${arg_MODULES}")
    _linuxbake_build_for_tests(SYSTEM "${kernel}" NEEDS "${init}" LinuxBake::boot
      WORDS "${command} ${options}") # as one text: a word of the user's may be SYSTEM
    _linuxbake_vm_words(words "${program}" "${machine}" "${options}" "${command}")
    _linuxbake_vm_test("${name}" "${words}" "${labels}" KERNEL "${kernel}" INIT "${init}"
      PROGRAM "${program_file}" RESULTS "${arg_RESULTS}" TIMEOUT "${timeout}" CPUS "${cpus}")
  endforeach()
endfunction()

function(linuxbake_target_kernel_options target)
  _linuxbake_parse_arguments(target "" "" "INTERFACE;PUBLIC;PRIVATE")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  if(NOT TARGET "${target}")
    _linuxbake_error("${where}" "'${target}' is not a target."
      "Make the program or library before this call.")
  elseif(ARGC EQUAL 1)
    _linuxbake_error("${where}" "No option is named."
      "INTERFACE, PUBLIC or PRIVATE and names such as TUN have to follow.")
  endif()
  foreach(option IN LISTS arg_INTERFACE arg_PUBLIC arg_PRIVATE)
    if(NOT option MATCHES "^[A-Z0-9_a-z]+$" OR option MATCHES "^CONFIG_")
      _linuxbake_error("${where}" "'${option}' is no option of the kernel."
        "Its name without CONFIG_ belongs here, for example TUN.")
    endif()
  endforeach()
  _linuxbake_read_property(aliased TARGET "${target}" PROPERTY ALIASED_TARGET)
  if(aliased)
    set(target "${aliased}")
  endif()
  set_property(TARGET "${target}" APPEND PROPERTY LINUXBAKE_KERNEL_OPTIONS
    ${arg_PUBLIC} ${arg_PRIVATE})
  set_property(TARGET "${target}" APPEND PROPERTY INTERFACE_LINUXBAKE_KERNEL_OPTIONS
    ${arg_INTERFACE} ${arg_PUBLIC})
endfunction()
