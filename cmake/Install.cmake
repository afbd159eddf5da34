# SPDX-License-Identifier: MIT
#
# What `cmake --install` puts where, so that find_package(LinuxBake) works from there: the helper
# programs in bin/, the modules, the presets and the sources of what runs inside guests in
# share/LinuxBake/, the package configuration beside CMake's others. The components are for packagers:
# linuxbake-programs depends on the host's architecture, linuxbake-modules and linuxbake-presets do not.
# find_package() works from the build directory as well, without an installation: it has a package
# configuration of its own, with the programs of the build and the modules of the checkout.
include_guard(GLOBAL)

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(_linuxbake_package "${CMAKE_INSTALL_LIBDIR}/cmake/LinuxBake")
set(_linuxbake_share "${CMAKE_INSTALL_DATADIR}/LinuxBake")

include("${PROJECT_SOURCE_DIR}/helpers/cmake/Names.cmake")
list(TRANSFORM LINUXBAKE_HELPER_NAMES PREPEND "LinuxBake::" OUTPUT_VARIABLE _linuxbake_helpers)
list(TRANSFORM LINUXBAKE_HELPER_NAMES PREPEND "${PROJECT_BINARY_DIR}/bin/linuxbake-"
  OUTPUT_VARIABLE _linuxbake_programs)
list(JOIN LINUXBAKE_HELPER_NAMES " " LINUXBAKE_HELPER_NAMES)
# Also those that no preset asks for.
add_custom_target(linuxbake-programs ALL DEPENDS ${_linuxbake_helpers})
set_target_properties(linuxbake-programs PROPERTIES FOLDER LinuxBake/internal)
install(PROGRAMS ${_linuxbake_programs} DESTINATION "${CMAKE_INSTALL_BINDIR}"
  COMPONENT linuxbake-programs)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/modules" DESTINATION "${_linuxbake_share}"
  COMPONENT linuxbake-modules PATTERN docs EXCLUDE)
# helpers/guest/init is in linuxbake-init already.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/helpers/guest" DESTINATION "${_linuxbake_share}/helpers"
  COMPONENT linuxbake-modules PATTERN init EXCLUDE)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/presets" DESTINATION "${_linuxbake_share}"
  COMPONENT linuxbake-presets PATTERN "*.json" EXCLUDE) # those are for this repository
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}"
  COMPONENT linuxbake-modules)

# _linuxbake_package_config(<directory> <where modules/ is> <where the programs are>)
function(_linuxbake_package_config directory _linuxbake_share _linuxbake_bin)
  configure_package_config_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/LinuxBakeConfig.cmake.in"
    "${directory}/LinuxBakeConfig.cmake"
    INSTALL_DESTINATION "${_linuxbake_package}"
    PATH_VARS _linuxbake_share _linuxbake_bin
    NO_SET_AND_CHECK_MACRO)
  # Before 1.0 each minor version may change the functions, hence SameMinorVersion. The programs are
  # for the host, whatever the project that uses them is compiled for.
  write_basic_package_version_file("${directory}/LinuxBakeConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
endfunction()

_linuxbake_package_config("${PROJECT_BINARY_DIR}/package" "${_linuxbake_share}"
  "${CMAKE_INSTALL_BINDIR}")
install(FILES
  "${PROJECT_BINARY_DIR}/package/LinuxBakeConfig.cmake"
  "${PROJECT_BINARY_DIR}/package/LinuxBakeConfigVersion.cmake"
  DESTINATION "${_linuxbake_package}" COMPONENT linuxbake-modules)

_linuxbake_package_config("${PROJECT_BINARY_DIR}" "${PROJECT_SOURCE_DIR}"
  "${PROJECT_BINARY_DIR}/bin")
