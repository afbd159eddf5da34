# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeBudget
---------------

.. versionadded:: 0.2

A test that a system takes no more than it may: bytes, instructions until its shell is there, and
memory.

::

  linuxbake_add_budget_test(NAME <test>
    { IMAGE <image> | KERNEL <kernel> [INITRAMFS <initramfs>] [CMDLINE <word>...] }
    [SIZE <bytes>] [KERNEL_SIZE <bytes>] [INITRAMFS_SIZE <bytes>]
    [INSTRUCTIONS <number>] [COUNT_INSTRUCTIONS] [MEMORY <MiB>]
    [BASELINE <file>] [TOLERANCE <percent>]
    [TIMEOUT <seconds>] [LABELS <label>...])

The test prints each figure with its limit.  Where one is beyond it, the test fails and says what
has grown since the baseline: parts of the image, directories of the kernel's source, files of the
initramfs, and each option of the kernel that was changed.

``NAME``
  Of the test.  It also names the target ``<test>-renew`` (see BASELINE).
``IMAGE``, ``KERNEL``, ``INITRAMFS``, ``CMDLINE``
  The system.  An image has its own kernel, initramfs and command line; the other keywords are those
  of ``linuxbake_add_boot_test()``.
``SIZE``
  The most bytes of the image's file.  A number, or one with K, M or G: ``1440K``.
``KERNEL_SIZE``, ``INITRAMFS_SIZE``
  The most bytes of these files, as they are in the image; numbers like SIZE.
``INSTRUCTIONS``
  The most instructions from power-on to the shell.  QEMU counts them in a boot of its own, the test
  ``<test>.boot``: a figure that is the same in every run and on every host.  Kernel and initramfs
  are started directly, because QEMU cannot count those of a boot loader.
``COUNT_INSTRUCTIONS``
  Counts them without a limit here, so that the baseline has one.
``MEMORY``
  The system has to come to its shell in a machine of so much memory.  That is ``<test>.boot`` too.
``BASELINE``
  A file, relative to the source directory, with figures of an earlier day: what has no limit of its
  own may not take more than it took then.  ``cmake --build <dir> --target <test>-renew`` writes it.
  It is JSON, one figure a line, and belongs into version control.
``TOLERANCE``
  How many per cent more than the baseline's figures are allowed.  Default: 0.  Another compiler
  makes other bytes, so that a baseline which others check on their hosts needs some.
``TIMEOUT``
  Seconds that ``<test>.boot`` may take.  Default: 60.
``LABELS``
  Labels of the tests, besides ``budget``.

The default build of the project that declares the test builds what it looks at.  One limit at
least, or a baseline, has to be there.

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
  linuxbake_add_budget_test(NAME vm.budget IMAGE vm-iso SIZE 60000000 KERNEL_SIZE 20000000)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/BuildForTests.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ReportPlan.cmake")

# The limits as options of linuxbake-report.
function(_linuxbake_budget_limits out where)
  _linuxbake_parse(limit 2 "" "SIZE;KERNEL_SIZE;INITRAMFS_SIZE;INSTRUCTIONS" "")
  set(options "")
  foreach(keyword IN ITEMS SIZE KERNEL_SIZE INITRAMFS_SIZE INSTRUCTIONS)
    set(number "${limit_${keyword}}")
    if(keyword MATCHES "SIZE" AND number MATCHES "[^0-9]")
      _linuxbake_size_argument("${where}" "${keyword}" "${number}" number)
    endif()
    string(LENGTH "${number}" digits)
    if(NOT number STREQUAL "" AND (digits GREATER 18 OR NOT number MATCHES "^[1-9][0-9]*$"))
      _linuxbake_error("${where}" "${keyword} '${number}' is no whole number from 1 on.")
    elseif(NOT number STREQUAL "")
      string(REGEX REPLACE "_SIZE$" "" figure "${keyword}")
      string(TOLOWER "--at-most=${figure}=${number}" option)
      list(APPEND options "${option}")
    endif()
  endforeach()
  set(${out} "${options}" PARENT_SCOPE)
endfunction()

# Limits of what is not there would never be reached.
function(_linuxbake_check_budget_subject where image initramfs size initramfs_size)
  if(image STREQUAL "" AND NOT size STREQUAL "")
    _linuxbake_error("${where}" "SIZE is about an image, and there is no IMAGE."
      "KERNEL_SIZE and INITRAMFS_SIZE are about a kernel and an initramfs.")
  elseif("${image}${initramfs}" STREQUAL "" AND NOT initramfs_size STREQUAL "")
    _linuxbake_error("${where}" "INITRAMFS_SIZE is about an initramfs, and there is none.")
  endif()
endfunction()

function(_linuxbake_check_budget where limits memory baseline tolerance counts)
  if("${limits}${memory}${baseline}" STREQUAL "")
    _linuxbake_error("${where}" "There is no limit."
      "SIZE, KERNEL_SIZE, INITRAMFS_SIZE, INSTRUCTIONS, MEMORY or BASELINE would be one.")
  elseif(NOT tolerance STREQUAL "" AND baseline STREQUAL "")
    _linuxbake_error("${where}" "TOLERANCE needs BASELINE, whose figures may grow by it.")
  elseif(NOT tolerance STREQUAL "" AND NOT tolerance MATCHES "^[0-9][0-9]?[0-9]?([.][0-9]+)?$")
    _linuxbake_error("${where}" "TOLERANCE '${tolerance}' is no number of per cent (0 to 999).")
  elseif(counts AND baseline STREQUAL "")
    _linuxbake_error("${where}" "COUNT_INSTRUCTIONS needs BASELINE, which then limits them."
      "INSTRUCTIONS <number> is a limit without one.")
  endif()
endfunction()

# The test <test>.boot: the system comes to its shell, and its instructions are counted if wanted.
# Sets in the caller the words of the boot, and its directory.
function(_linuxbake_add_budget_boot out_boot out_directory where test)
  _linuxbake_parse(boot 4 "COUNTED" "KERNEL;INITRAMFS;CMDLINE;MEMORY;TIMEOUT" "LABELS")
  _linuxbake_machine_options("${where}" machine targets KERNEL "${boot_KERNEL}"
    INITRAMFS "${boot_INITRAMFS}" CMDLINE "${boot_CMDLINE}" MEMORY "${boot_MEMORY}")
  _linuxbake_test_directory(directory "${test}.boot")
  set(options --accel=tcg)
  if(boot_COUNTED)
    list(APPEND options --icount)
  endif()
  set(words run "--name=${test}.boot" "--directory=${directory}" "--timeout=${boot_TIMEOUT}"
    ${options} ${machine})
  _linuxbake_launched(command "$<TARGET_FILE:LinuxBake::boot>" ${words})
  _linuxbake_build_depends(depends "${test}.boot" ${targets} LinuxBake::boot)
  add_test(NAME "${test}.boot" COMMAND ${command} ${depends})
  _linuxbake_set_test_properties("${test}.boot" "${boot_TIMEOUT}" 1 budget ${boot_LABELS})
  set_tests_properties("${test}.boot" PROPERTIES FIXTURES_SETUP "${test}.boot")
  set(${out_boot} LinuxBake::boot "${words}" PARENT_SCOPE)
  set(${out_directory} "${directory}" PARENT_SCOPE)
endfunction()

# ``<test>-renew``: builds the system, counts where that is wanted, and writes the baseline.
function(_linuxbake_add_budget_renewal target)
  _linuxbake_parse(renewal 1 "" "BASELINE" "BOOT;REPORT;INPUTS")
  set(boot "")
  if(renewal_BOOT)
    set(boot COMMAND ${renewal_BOOT})
  endif()
  add_custom_target("${target}" ${boot}
    COMMAND ${renewal_REPORT} --renew --baseline "${renewal_BASELINE}"
    DEPENDS LinuxBake::report LinuxBake::boot ${renewal_INPUTS}
    USES_TERMINAL VERBATIM COMMENT "Writing the baseline ${renewal_BASELINE}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake
    LINUXBAKE_HELP "Write the figures of now into ${renewal_BASELINE}")
endfunction()

function(linuxbake_add_budget_test)
  set(sizes SIZE KERNEL_SIZE INITRAMFS_SIZE)
  _linuxbake_parse_arguments("" "COUNT_INSTRUCTIONS"
    "NAME;IMAGE;KERNEL;INITRAMFS;${sizes};INSTRUCTIONS;MEMORY;BASELINE;TOLERANCE;TIMEOUT"
    "CMDLINE;LABELS" CMDLINE)
  set(where "${CMAKE_CURRENT_FUNCTION}(NAME ${arg_NAME})")
  _linuxbake_check_arguments("${where}" REQUIRED NAME)
  _linuxbake_command_line(cmdline)
  _linuxbake_require_test_name("${where}" "${arg_NAME}")
  _linuxbake_check_system("${where}" "${arg_IMAGE}" "${arg_KERNEL}")
  _linuxbake_report_subject(about "${where}" "${arg_IMAGE}" "${arg_KERNEL}" "${arg_INITRAMFS}")
  _linuxbake_check_budget_subject("${where}" "${arg_IMAGE}" "${arg_INITRAMFS}" "${arg_SIZE}"
    "${arg_INITRAMFS_SIZE}")
  _linuxbake_budget_limits(limits "${where}" SIZE "${arg_SIZE}" KERNEL_SIZE "${arg_KERNEL_SIZE}"
    INITRAMFS_SIZE "${arg_INITRAMFS_SIZE}" INSTRUCTIONS "${arg_INSTRUCTIONS}")
  _linuxbake_check_budget("${where}" "${limits}" "${arg_MEMORY}" "${arg_BASELINE}"
    "${arg_TOLERANCE}" "${arg_COUNT_INSTRUCTIONS}")
  _linuxbake_timeout(timeout "${where}" "${arg_TIMEOUT}")
  _linuxbake_test_directory(directory "${arg_NAME}")
  set(report LinuxBake::report budget --plan "${directory}/plan.json")
  _linuxbake_write_report_plan("${directory}/plan.json" NAME "${arg_NAME}" ${about})

  set(boot "")
  if(arg_COUNT_INSTRUCTIONS OR NOT "${arg_INSTRUCTIONS}${arg_MEMORY}" STREQUAL "")
    _linuxbake_system_of_image("${where}" direct "${arg_IMAGE}" "${arg_KERNEL}"
      "${arg_INITRAMFS}" "${cmdline}")
    set(counted "")
    if(arg_COUNT_INSTRUCTIONS OR NOT "${arg_INSTRUCTIONS}" STREQUAL "")
      set(counted COUNTED)
    endif()
    _linuxbake_add_budget_boot(boot boot_directory "${where}" "${arg_NAME}" ${counted}
      KERNEL "${direct_KERNEL}" INITRAMFS "${direct_INITRAMFS}" CMDLINE "${direct_CMDLINE}"
      MEMORY "${arg_MEMORY}" TIMEOUT "${timeout}" LABELS ${arg_LABELS})
    if(counted)
      list(APPEND report --counted "${boot_directory}")
    endif()
  endif()

  set(options "${limits}")
  if(NOT "${arg_BASELINE}" STREQUAL "")
    get_filename_component(baseline "${arg_BASELINE}" ABSOLUTE
      BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    _linuxbake_require_name("${where}" "${arg_NAME}-renew")
    _linuxbake_report_inputs(inputs ${about})
    _linuxbake_add_budget_renewal("${arg_NAME}-renew" BASELINE "${baseline}" BOOT ${boot}
      REPORT ${report} INPUTS ${inputs})
    _linuxbake_value_or(tolerance "${arg_TOLERANCE}" 0)
    list(APPEND options --baseline "${baseline}" --tolerance "${tolerance}")
  endif()
  list(REMOVE_AT report 0)
  set(system ${arg_IMAGE} ${arg_KERNEL} ${arg_INITRAMFS})
  _linuxbake_build_for_tests(SYSTEM ${system} NEEDS LinuxBake::report LinuxBake::boot)
  _linuxbake_build_depends(depends "${arg_NAME}" ${system} LinuxBake::report)
  add_test(NAME "${arg_NAME}" COMMAND "$<TARGET_FILE:LinuxBake::report>" ${report} ${options}
    ${depends})
  set_tests_properties("${arg_NAME}" PROPERTIES LABELS "budget;${arg_LABELS}" TIMEOUT 60)
  if(boot)
    set_tests_properties("${arg_NAME}" PROPERTIES FIXTURES_REQUIRED "${arg_NAME}.boot")
  endif()
endfunction()
