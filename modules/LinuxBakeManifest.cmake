# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeManifest
-----------------

.. versionadded:: 0.1

Writes down what is in some images::

  linuxbake_add_manifest(<target> [ALL]
    [IMAGES <target>...] [KERNEL <target>] [INITRAMFS <target>] [OUTPUT <file>])

A JSON file: every image, its kernel and initramfs with size and SHA-256; every file of the
initramfs with mode, owner, size and SHA-256; every source that was compiled with version, hash and
origin (also if a Debian package stood in for the pinned release), its configuration, patches,
compiler and results.  Its bytes depend on these alone: no time, no path of the host is in it.
``helpers/report/manifest.h`` has the members.

``ALL``
  Build it with the default target.

``IMAGES``
  Targets of ``linuxbake_add_iso()`` and ``linuxbake_add_fat()``.

``KERNEL``, ``INITRAMFS``
  Instead of images, or besides them.

``OUTPUT``
  Default: ``<target>.json`` in the directory for images.

Properties of the target: OUTPUT, HELP.

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
  linuxbake_add_manifest(vm-manifest ALL IMAGES vm-iso OUTPUT vm.manifest.json)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ReportPlan.cmake")

function(linuxbake_add_manifest target)
  _linuxbake_parse_arguments(target "ALL" "OUTPUT;KERNEL;INITRAMFS" "IMAGES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_report_subject(about "${where}" "${arg_IMAGES}" "${arg_KERNEL}" "${arg_INITRAMFS}")
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.json")

  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  get_filename_component(name "${output}" NAME)
  string(REGEX REPLACE "(\\.manifest)?\\.json$" "" name "${name}")
  _linuxbake_write_report_plan("${directory}/plan.json" NAME "${name}" ${about})
  _linuxbake_report_inputs(inputs ${about})
  # The program leaves a file alone that has these bytes; touched, it counts as made.
  add_custom_command(OUTPUT "${output}"
    COMMAND LinuxBake::report manifest --plan "${directory}/plan.json" --output "${output}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${output}"
    DEPENDS LinuxBake::report "${directory}/plan.json" ${inputs}
    COMMENT "Writing ${target}" VERBATIM)
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  add_custom_target("${target}" ${all} DEPENDS "${output}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake LINUXBAKE_OUTPUT "${output}")
  _linuxbake_set_properties("${target}"
    HELP "Write down what is in the images: sources, configurations, files, hashes")
endfunction()
