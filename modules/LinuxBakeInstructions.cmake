# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeInstructions
---------------------

.. versionadded:: 0.1

A test that a system runs on an old processor, as far as its instructions say.

::

  linuxbake_add_instruction_test(NAME <test>
    CPU i386|i486|i586|i686
    INITRAMFS <target>
    [KERNEL <target>] [GUARDED <mnemonic>...]
    [LABELS <label>...])

Every ELF program in the initramfs is disassembled (by Zydis, with the processors of Intel's XED),
and the kernel, which is taken out of its bzImage. An instruction that the processor does not have fails the test,
with its name, how often it is there, and where first.  ``-march=i486`` alone is not enough, because
libraries of the host are linked as well.

``CPU``
  The oldest processor to run on, with its coprocessor.
``INITRAMFS``
  A target of ``linuxbake_add_initramfs()``, with programs for x86 of 32 bits.
``KERNEL``
  A target of ``linuxbake_add_kernel()`` or ``linuxbake_import_kernel()``.
``GUARDED``
  Instructions that the kernel uses only after it has asked the processor, as mnemonics of Intel in
  lower case: ``rdtsc``, ``rdmsr``.  The test leaves out what the kernel copies over other code (the
  sections ``.altinstr…``), and the few KB in a bzImage that unpack it.
``LABELS``
  Labels of the test, besides ``instructions``.

The default build of the project that declares the test builds what it looks at.

LinuxBake's helper programs need Zydis for it (Debian: ``libzydis-dev``).  Without Zydis the test
fails and says so.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(old LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)
  enable_testing()

  linuxbake_add_rootfs(rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs)
  linuxbake_add_instruction_test(NAME initramfs.i486 CPU i486 INITRAMFS initramfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/BuildForTests.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")

function(linuxbake_add_instruction_test)
  _linuxbake_parse_arguments("" "" "NAME;CPU;INITRAMFS;KERNEL" "GUARDED;LABELS")
  set(where "${CMAKE_CURRENT_FUNCTION}(NAME ${arg_NAME})")
  _linuxbake_check_arguments("${where}" REQUIRED NAME CPU INITRAMFS)
  _linuxbake_require_test_name("${where}" "${arg_NAME}")
  _linuxbake_one_of("${where}" CPU "${arg_CPU}" i386 i486 i586 i686)
  _linuxbake_require_target("${where}" INITRAMFS "${arg_INITRAMFS}" initramfs)
  set(options "--cpu=${arg_CPU}"
    "--initramfs=$<TARGET_PROPERTY:${arg_INITRAMFS},LINUXBAKE_OUTPUT>")
  if(NOT "${arg_KERNEL}" STREQUAL "")
    _linuxbake_require_target("${where}" KERNEL "${arg_KERNEL}" kernel)
    list(APPEND options "--kernel=$<TARGET_PROPERTY:${arg_KERNEL},LINUXBAKE_OUTPUT>")
    list(TRANSFORM arg_GUARDED PREPEND "--guarded=")
    list(APPEND options ${arg_GUARDED})
  elseif(NOT "${arg_GUARDED}" STREQUAL "")
    _linuxbake_error("${where}" "GUARDED is about a kernel." "Name one by KERNEL, or leave it out.")
  endif()
  _linuxbake_build_for_tests(SYSTEM "${arg_INITRAMFS}" ${arg_KERNEL} NEEDS LinuxBake::isa)
  _linuxbake_build_depends(depends "${arg_NAME}" "${arg_INITRAMFS}" ${arg_KERNEL} LinuxBake::isa)
  add_test(NAME "${arg_NAME}" COMMAND "$<TARGET_FILE:LinuxBake::isa>" ${options} ${depends})
  set_tests_properties("${arg_NAME}" PROPERTIES LABELS "instructions;${arg_LABELS}")
endfunction()
