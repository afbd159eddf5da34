# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeSize
-------------

.. versionadded:: 0.1

A target that shows what takes the space::

  linuxbake_add_size_report(<target>
    [IMAGES <target>...] [KERNEL <target>] [INITRAMFS <target>] [LIMIT <lines>])

``cmake --build <dir> --target <target>`` builds the system and prints tables with percentages and
bars: for each image the kernel, initramfs, boot loader and file system; for the kernel each
directory of its source, unpacked; for the initramfs each file, unpacked.

``IMAGES``
  Targets of ``linuxbake_add_iso()`` and ``linuxbake_add_fat()``, with their kernel and initramfs.

``KERNEL``, ``INITRAMFS``
  Instead of images, or besides them.

``LIMIT``
  How many lines a table has at most.  Default: 20.

``<target>.json`` in the directory for images then has the same as JSON, without a limit.  Of an
imported kernel it has the size only.

Property of the target: HELP.

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
  linuxbake_add_size_report(vm-size IMAGES vm-iso)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ReportPlan.cmake")

function(linuxbake_add_size_report target)
  _linuxbake_parse_arguments(target "" "KERNEL;INITRAMFS;LIMIT" "IMAGES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_report_subject(about "${where}" "${arg_IMAGES}" "${arg_KERNEL}" "${arg_INITRAMFS}")
  if("${arg_LIMIT}" STREQUAL "")
    set(arg_LIMIT 20)
  elseif(NOT arg_LIMIT MATCHES "^[1-9][0-9]?[0-9]?[0-9]?[0-9]?$")
    _linuxbake_error("${where}" "LIMIT '${arg_LIMIT}' is no number of lines (1 to 99999).")
  endif()

  set(plan "${CMAKE_CURRENT_BINARY_DIR}/${target}/plan.json")
  _linuxbake_write_report_plan("${plan}" NAME "${target}" ${about})
  _linuxbake_report_inputs(inputs ${about})
  _linuxbake_output_directory(directory)
  add_custom_target("${target}"
    COMMAND LinuxBake::report size --plan "${plan}" --json --output "${directory}/${target}.json"
    COMMAND LinuxBake::report size --plan "${plan}" --limit "${arg_LIMIT}"
    DEPENDS LinuxBake::report ${inputs}
    USES_TERMINAL VERBATIM COMMENT "What takes the space")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake
    LINUXBAKE_HELP "Show what takes the space")
endfunction()
