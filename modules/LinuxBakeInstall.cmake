# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeInstall
----------------

.. versionadded:: 0.1

Installs what a project has baked, so that other projects boot it without building anything::

  linuxbake_install(TARGETS <target>... EXPORT <name>
    [NAMESPACE <text>] [DESTINATION <directory>] [VERSION <version>] [COMPONENT <name>])

After ``find_package(<name>)`` the other project has the targets ``<name>::<target>``, and can give
them to ``linuxbake_add_boot_test()``, ``linuxbake_add_run()``, ``linuxbake_add_vm_test()``,
``linuxbake_add_iso()`` and all other functions::

  find_package(HelloOS REQUIRED)
  linuxbake_add_boot_test(NAME hello.boots IMAGE HelloOS::iso EXPECT "hello from userspace")
  linuxbake_add_vm_test(NAME own.vm KERNEL HelloOS::kernel COMMAND own-program)

You can move what is installed, and pack it with CPack.

``TARGETS``
  Kernels, initramfs and images.  An image brings what it was made of.  The target property
  EXPORT_NAME gives another name to the outside, as with CMake's own targets.
``EXPORT``
  The name of the package.
``NAMESPACE``
  Stands before the names of the targets; ``<name>::`` by default.
``DESTINATION``
  Below the prefix; ``share/<name>`` by default.  Each target has a directory there, and
  ``<name>Config.cmake`` is in ``cmake``.  find_package() looks into ``share/<name>*`` and
  ``lib/<name>*``.
``VERSION``
  For find_package(); the project's by default.  A package of the same major version will do.
``COMPONENT``
  As with install().

The targets keep the properties KIND, ARCH, OUTPUT, CONFIG, RECORD, SIZES, COMPRESSION, XZ_FILTER,
FORMAT, CMDLINE, KERNEL, INITRAMFS and HELP.  The package has no source, no build tree, no modules
and no root file system.  Beside a kernel's CONFIG lies its ``System.map``.

``cmake --install`` builds nothing.  Build what does not belong to the default build (ALL) before;
otherwise the error names it.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(HelloOS VERSION 1.0 LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(hello-kernel FILE bzImage)
  linuxbake_add_rootfs(hello-rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(hello-initramfs ROOTFS hello-rootfs)
  linuxbake_add_iso(hello-iso KERNEL hello-kernel INITRAMFS hello-initramfs)
  set_target_properties(hello-kernel PROPERTIES EXPORT_NAME kernel)
  linuxbake_install(TARGETS hello-kernel hello-initramfs hello-iso EXPORT HelloOS)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include(CMakePackageConfigHelpers)
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/TopDirectory.cmake")

function(_linuxbake_exported_name out target)
  get_target_property(name "${target}" EXPORT_NAME)
  if(NOT name)
    set(name "${target}")
  endif()
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

# With an image goes what it was made of, or its properties would name nothing.
function(_linuxbake_check_exported where)
  foreach(target IN LISTS ARGN)
    _linuxbake_require_target("${where}" TARGETS "${target}" kernel initramfs image)
    get_target_property(imported "${target}" IMPORTED)
    if(imported)
      _linuxbake_error("${where}" "TARGETS '${target}' is another project's, and installed there.")
    endif()
    foreach(property IN ITEMS KERNEL INITRAMFS)
      linuxbake_get_property(parent "${target}" ${property})
      if(parent AND NOT parent IN_LIST ARGN)
        _linuxbake_error("${where}"
          "'${target}' was made of '${parent}', which is not among TARGETS." "Add ${parent}.")
      endif()
    endforeach()
  endforeach()
endfunction()

# An install rule for one file of a target; the place that it gets, from DESTINATION on. The last
# arguments are COMPONENT <component>, or nothing.
function(_linuxbake_export_file out target name file destination)
  get_filename_component(file_name "${file}" NAME)
  _linuxbake_top_binary_directory(build)
  install(CODE "if(NOT EXISTS [==[${file}]==])
    message(FATAL_ERROR \"'${target}' is not built. Build it before it is installed:\\n  \"
      [==[cmake --build '${build}' --target ${target}]==])
  endif()" ${ARGN})
  set(real "${file}")
  if(EXISTS "${file}")
    file(REAL_PATH "${file}" real) # not a link such as /boot/vmlinuz
  endif()
  install(FILES "${real}" DESTINATION "${destination}/${name}" RENAME "${file_name}" ${ARGN})
  set(${out} "${name}/${file_name}" PARENT_SCOPE)
endfunction()

# The rules for the files of a target, and the lines of the package that make it again. The last
# arguments are COMPONENT <component>, or nothing.
function(_linuxbake_export_target out target namespace destination)
  _linuxbake_exported_name(name "${target}")
  set(lines "")
  foreach(property IN ITEMS OUTPUT CONFIG RECORD SIZES)
    linuxbake_get_property(file "${target}" ${property})
    if(file)
      _linuxbake_export_file(place "${target}" "${name}" "${file}" "${destination}" ${ARGN})
      string(APPEND lines "\n  LINUXBAKE_${property} \"\${_linuxbake_directory}/${place}\"")
    endif()
  endforeach()
  linuxbake_get_property(sizes "${target}" SIZES) # only a kernel that was built has it
  if(sizes)
    get_filename_component(directory "${sizes}" DIRECTORY)
    _linuxbake_export_file(place "${target}" "${name}" "${directory}/System.map" "${destination}"
      ${ARGN})
  endif()
  foreach(property IN ITEMS KERNEL INITRAMFS)
    linuxbake_get_property(parent "${target}" ${property})
    if(parent)
      _linuxbake_exported_name(parent "${parent}")
      string(APPEND lines "\n  LINUXBAKE_${property} \"${namespace}${parent}\"")
    endif()
  endforeach()
  foreach(property IN ITEMS KIND ARCH COMPRESSION XZ_FILTER FORMAT CMDLINE HELP)
    linuxbake_get_property(value "${target}" ${property})
    if(NOT "${value}" STREQUAL "")
      string(APPEND lines "\n  LINUXBAKE_${property} [==[${value}]==]")
    endif()
  endforeach()
  set(${out} "_linuxbake_add_ready(\"${namespace}${name}\"${lines})\n" PARENT_SCOPE)
endfunction()

function(_linuxbake_check_export where export destination)
  if(NOT export MATCHES "^[A-Za-z0-9_.+-]+$")
    _linuxbake_error("${where}" "EXPORT '${export}' is not a valid name for a package."
      "Letters, digits and the characters _ . + - may stand in it.")
  endif()
  if(IS_ABSOLUTE "${destination}")
    _linuxbake_error("${where}" "DESTINATION '${destination}' is not below the prefix."
      "Give a relative path; then the package can be moved.")
  endif()
  _linuxbake_read_property(taken GLOBAL PROPERTY _LINUXBAKE_EXPORTS)
  if(export IN_LIST taken)
    _linuxbake_error("${where}" "EXPORT '${export}' is installed by another call."
      "Name all its targets in one.")
  endif()
  set_property(GLOBAL APPEND PROPERTY _LINUXBAKE_EXPORTS "${export}")
endfunction()

function(linuxbake_install)
  _linuxbake_parse_arguments("" "" "EXPORT;NAMESPACE;DESTINATION;VERSION;COMPONENT"
    "TARGETS")
  set(where "${CMAKE_CURRENT_FUNCTION}(EXPORT ${arg_EXPORT})")
  _linuxbake_check_arguments("${where}" REQUIRED TARGETS EXPORT)
  _linuxbake_value_or(namespace "${arg_NAMESPACE}" "${arg_EXPORT}::")
  _linuxbake_value_or(destination "${arg_DESTINATION}" "share/${arg_EXPORT}")
  _linuxbake_value_or(version "${arg_VERSION}" "${PROJECT_VERSION}")
  _linuxbake_check_export("${where}" "${arg_EXPORT}" "${destination}")
  _linuxbake_check_exported("${where}" ${arg_TARGETS})
  set(component "")
  if(NOT "${arg_COMPONENT}" STREQUAL "")
    set(component COMPONENT "${arg_COMPONENT}")
  endif()
  set(TARGETS_TEXT "")
  foreach(target IN LISTS arg_TARGETS)
    _linuxbake_export_target(text "${target}" "${namespace}" "${destination}" ${component})
    string(APPEND TARGETS_TEXT "${text}")
  endforeach()
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${arg_EXPORT}-package")
  set(files "${directory}/${arg_EXPORT}Config.cmake")
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/InstalledConfig.cmake.in"
    "${files}" @ONLY)
  if(version)
    list(APPEND files "${directory}/${arg_EXPORT}ConfigVersion.cmake")
    write_basic_package_version_file("${directory}/${arg_EXPORT}ConfigVersion.cmake"
      VERSION "${version}" COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
  endif()
  install(FILES ${files} DESTINATION "${destination}/cmake" ${component})
endfunction()
