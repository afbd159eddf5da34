# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeHelpers
----------------

Finds or builds the helper programs for the machine that builds.  Afterwards
``LinuxBake::cpio``, ``LinuxBake::kconfig``, ``LinuxBake::init``,
``LinuxBake::boot``, ``LinuxBake::jobs``, ``LinuxBake::report`` and ``LinuxBake::launch`` are
executables for use in COMMAND, ``$<TARGET_FILE:…>`` and DEPENDS, in every directory of the
project:

* installed package: they were imported before this module was included;
* LinuxBake itself at top level: ordinary targets of the same build;
* as a guest, cross-compiling or not: an ExternalProject builds them for the
  host with the host's compiler, untouched by the flags and the toolchain file
  of the project around it; each is compiled when something needs it.

Other modules name a helper ``LinuxBake::<name>`` and depend on it; they need to
know nothing of the above.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_rootfs(rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs)
  add_custom_target(initramfs-list
    COMMAND LinuxBake::cpio list "$<TARGET_PROPERTY:initramfs,LINUXBAKE_OUTPUT>"
    DEPENDS LinuxBake::cpio initramfs VERBATIM)
  set_property(TARGET initramfs-list PROPERTY LINUXBAKE_HELP "List what is in the initramfs")
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")

function(_linuxbake_build_helpers_for_the_host source names)
  include(ExternalProject)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/linuxbake-helpers")
  set(programs "")
  foreach(name IN LISTS names)
    list(APPEND programs "${directory}/bin/linuxbake-${name}")
  endforeach()
  set(generator "Unix Makefiles")
  if(CMAKE_GENERATOR MATCHES "Ninja")
    set(generator "Ninja")
  endif()
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS
    "${source}/*.cpp" "${source}/*.h" "${source}/*.cmake" "${source}/CMakeLists.txt")
  ExternalProject_Add(linuxbake-helpers
    SOURCE_DIR "${source}"
    BINARY_DIR "${directory}"
    STAMP_DIR "${directory}/stamps"
    TMP_DIR "${directory}/tmp"
    DOWNLOAD_COMMAND ""
    CONFIGURE_COMMAND "${CMAKE_COMMAND}" -E env --unset=CXXFLAGS --unset=CXX
      "${CMAKE_COMMAND}" -S <SOURCE_DIR> -B <BINARY_DIR> -G "${generator}"
      -DCMAKE_BUILD_TYPE=Release "-DLINUXBAKE_HELPERS_BIN=${directory}/bin"
    BUILD_COMMAND ""
    INSTALL_COMMAND ""
    EXCLUDE_FROM_ALL TRUE)
  set_target_properties(linuxbake-helpers PROPERTIES FOLDER LinuxBake/internal)
  # Only those are built that something asks for, one at a time: they share a directory.
  foreach(name program IN ZIP_LISTS names programs)
    set(target "linuxbake-helper-${name}")
    set(stamp "${directory}/stamps/${target}")
    add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${program}"
      COMMAND "${CMAKE_COMMAND}" "-DDIRECTORY=${directory}" "-DTARGET=linuxbake-${name}"
        "-DSTAMP=${stamp}" -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/scripts/BuildHelper.cmake"
      DEPENDS linuxbake-helpers ${inputs}
        "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/scripts/BuildHelper.cmake"
      COMMENT "Building linuxbake-${name} for this machine" VERBATIM)
    add_custom_target("${target}" DEPENDS "${stamp}")
    set_target_properties("${target}" PROPERTIES FOLDER LinuxBake/internal)
    add_executable("LinuxBake::${name}" IMPORTED GLOBAL)
    set_target_properties("LinuxBake::${name}" PROPERTIES IMPORTED_LOCATION "${program}")
    add_dependencies("LinuxBake::${name}" "${target}")
  endforeach()
endfunction()

function(_linuxbake_provide_helpers)
  _linuxbake_forget_caller()
  if(TARGET LinuxBake::cpio)
    return()
  endif()
  get_filename_component(source "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../helpers" ABSOLUTE)
  if(PROJECT_IS_TOP_LEVEL AND PROJECT_NAME STREQUAL "LinuxBake")
    set(LINUXBAKE_HELPERS_BIN "${PROJECT_BINARY_DIR}/bin")
    add_subdirectory("${source}" "${PROJECT_BINARY_DIR}/helpers")
  else()
    include("${source}/cmake/Names.cmake")
    _linuxbake_build_helpers_for_the_host("${source}" "${LINUXBAKE_HELPER_NAMES}")
  endif()
endfunction()

_linuxbake_provide_helpers()
