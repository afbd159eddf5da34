# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeSysroot
----------------

.. versionadded:: 0.2

The headers and libraries of a system's packages in one directory, for projects with a build of
their own::

  linuxbake_add_sysroot(<target> LIBC <libc> PACKAGES <package>... [ALL])

``LIBC``
  A target of linuxbake_add_musl(), or of linuxbake_add_cxx() for C++.
``PACKAGES``
  Targets of linuxbake_add_package(), and those that they depend on.
``ALL``
  Build it with the default target.

Properties: KIND (sysroot), OUTPUT and SYSROOT (the directory: ``usr/include``, ``usr/lib`` and what
else the packages have installed), ARCH, LIBC, PACKAGES, CC, CXX and

``TOOLCHAIN_FILE``, ``MESON_CROSS_FILE``, ``PKG_CONFIG``
  As those of LIBC, with the packages.  After ``cmake --toolchain <file>`` the project's
  ``find_package()``, ``find_library()`` and ``pkg_check_modules()`` find the packages, and nothing
  of the host.  CMake writes the files when it configures; what they name is there once the target
  is built.

Programs of the same build do not need this: linuxbake_target_libc() takes PACKAGES, and
linuxbake_add_package() takes DEPENDS.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(system LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_package(e2fsprogs SOURCE e2fsprogs LIBC libc
    CONFIGURE --disable-nls INSTALL install install-libs)
  linuxbake_add_sysroot(sysroot LIBC libc PACKAGES e2fsprogs)
  linuxbake_get_property(toolchain sysroot TOOLCHAIN_FILE)
  message(STATUS "Configure other projects with: --toolchain ${toolchain}")
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Toolchain.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/LinuxBakePackage.cmake")

function(linuxbake_add_sysroot target)
  _linuxbake_parse_arguments(target "ALL" "LIBC" "PACKAGES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED LIBC PACKAGES)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" LIBC "${arg_LIBC}" libc)
  linuxbake_get_property(arch "${arg_LIBC}" ARCH)
  _linuxbake_needed_packages(packages "${where}" PACKAGES "${arch}" ${arg_PACKAGES})
  _linuxbake_values_of_targets(roots OUTPUT ${packages})
  _linuxbake_values_of_targets(records RECORD ${packages})
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(sysroot "${directory}/root")
  list(TRANSFORM roots PREPEND "--root=" OUTPUT_VARIABLE root_options)
  add_custom_command(OUTPUT "${directory}/composed"
    COMMAND LinuxBake::bake sysroot --output "${sysroot}" ${root_options}
    COMMAND "${CMAKE_COMMAND}" -E touch "${directory}/composed"
    DEPENDS ${packages} ${records} COMMENT "Composing the sysroot ${target}" VERBATIM)
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" ${all} KIND sysroot OUTPUT "${sysroot}"
    DEPENDS "${directory}/composed" "${arg_LIBC}")
  linuxbake_get_property(cc "${arg_LIBC}" CC)
  linuxbake_get_property(cxx "${arg_LIBC}" CXX)
  _linuxbake_set_properties("${target}" ARCH "${arch}" LIBC "${arg_LIBC}" PACKAGES "${packages}"
    SYSROOT "${sysroot}" CC "${cc}" CXX "${cxx}"
    HELP "Compose headers and libraries of packages for other projects")
  _linuxbake_write_toolchain_of_packages("${target}" "${directory}" "${arg_LIBC}" "${sysroot}")
endfunction()
