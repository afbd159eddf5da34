# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeSummary
----------------

.. versionadded:: 0.1

A target for the last step of a workflow, which says how all went::

  linuxbake_add_summary(<target>
    [IMAGES <target>...] [KERNEL <target>] [INITRAMFS <target>] [RUN <target>])

It prints a table: the kernel, the initramfs and the images with their sizes; the last results of
the boot tests of this directory, with their times; and the command that starts the system.

``IMAGES``
  Targets of ``linuxbake_add_iso()`` and ``linuxbake_add_fat()``.

``KERNEL``, ``INITRAMFS``
  Instead of images, or besides them.

``RUN``
  A target of ``linuxbake_add_run()``, for the last line.

The boot tests are those that the calling directory has when CMake leaves it.  The table names those
that have not run since an image was written.

Property of the target: HELP.

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
  linuxbake_add_boot_test(NAME vm.iso IMAGE vm-iso)
  linuxbake_add_run(vm-run IMAGE vm-iso)
  linuxbake_add_summary(vm-summary IMAGES vm-iso RUN vm-run)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ReportPlan.cmake")

# Deferred to the end of the directory, when all its tests are known.
function(_linuxbake_write_summary_plan file name run about)
  _linuxbake_forget_caller(file name run about)
  _linuxbake_read_property(tests DIRECTORY PROPERTY TESTS)
  set(boots "")
  foreach(test IN LISTS tests)
    _linuxbake_read_property(labels TEST "${test}" PROPERTY LABELS)
    if(NOT "boot" IN_LIST labels)
      continue()
    endif()
    _linuxbake_test_directory(directory "${test}")
    list(APPEND boots "${directory}")
  endforeach()
  _linuxbake_write_report_plan("${file}" NAME "${name}" RUN "${run}" ${about}
    BOOTS ${boots})
endfunction()

function(linuxbake_add_summary target)
  _linuxbake_parse_arguments(target "" "RUN;KERNEL;INITRAMFS" "IMAGES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_report_subject(about "${where}" "${arg_IMAGES}" "${arg_KERNEL}" "${arg_INITRAMFS}")
  if(NOT "${arg_RUN}" STREQUAL "" AND NOT TARGET "${arg_RUN}")
    _linuxbake_error("${where}" "RUN '${arg_RUN}' is not a target."
      "Pass a target made by linuxbake_add_run()," "and make it before this call.")
  endif()

  set(plan "${CMAKE_CURRENT_BINARY_DIR}/${target}/plan.json")
  string(REGEX REPLACE "-summary$" "" name "${target}")
  # DEFER evaluates variables when the call is made, in a scope that does not have ours.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _linuxbake_write_summary_plan
    [==[${plan}]==] [==[${name}]==] [==[${arg_RUN}]==] [==[${about}]==])")
  _linuxbake_report_inputs(inputs ${about})
  add_custom_target("${target}" COMMAND LinuxBake::report summary --plan "${plan}"
    DEPENDS LinuxBake::report ${inputs} USES_TERMINAL VERBATIM COMMENT "Summary of ${name}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake
    LINUXBAKE_HELP "Show what was built and booted, and how to start it")
endfunction()
