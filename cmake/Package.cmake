# SPDX-License-Identifier: MIT
#
# What `cpack` makes of the install rules: linuxbake-<version>-<system>.tar.gz, to be unpacked
# anywhere, and a Debian package where dpkg-dev is installed. Both have the helper programs inside.
# LINUXBAKE_PACKAGE_FORMATS has the names of CPack's generators.
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/../modules/detail/HostPackages.cmake")

# Debian's packages that a build with LinuxBake calls, as a list for the package's control file.
function(_linuxbake_recommended_packages out)
  _linuxbake_host_packages(lines)
  set(packages "")
  foreach(line IN LISTS lines)
    _linuxbake_columns(columns "${line}")
    if(line MATCHES "^[^ ]")
      list(GET columns 2 groups)
      string(REPLACE " " ";" groups "${groups}")
    elseif("kernel" IN_LIST groups OR "images" IN_LIST groups OR "boot" IN_LIST groups)
      list(GET columns 1 names)
      string(REPLACE " " ";" names "${names}")
      list(APPEND packages ${names})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES packages)
  list(JOIN packages ", " packages)
  set(${out} "${packages}" PARENT_SCOPE)
endfunction()

set(CPACK_PACKAGE_NAME linuxbake)
set(CPACK_PACKAGE_VENDOR LinuxBake)
set(CPACK_PACKAGE_CONTACT "The LinuxBake authors")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_RESOURCE_FILE_README "${PROJECT_SOURCE_DIR}/README.md")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(LINUXBAKE_PACKAGE_FORMATS TGZ)
set(CPACK_PACKAGE_FILE_NAME
  "linuxbake-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
string(TOLOWER "${CPACK_PACKAGE_FILE_NAME}" CPACK_PACKAGE_FILE_NAME)

# They find the libraries of the helper programs, so that the .deb depends on them.
find_program(LINUXBAKE_SHLIBDEPS dpkg-shlibdeps DOC "Without it no .deb is made (Debian: dpkg-dev)")
find_program(LINUXBAKE_FILE file DOC "Without it no .deb is made")
mark_as_advanced(LINUXBAKE_SHLIBDEPS LINUXBAKE_FILE)
if(LINUXBAKE_SHLIBDEPS AND LINUXBAKE_FILE)
  list(APPEND LINUXBAKE_PACKAGE_FORMATS DEB)
  set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
  set(CPACK_DEBIAN_PACKAGE_SECTION devel)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "cmake (>= 3.25), gcc, make")
  _linuxbake_recommended_packages(CPACK_DEBIAN_PACKAGE_RECOMMENDS)
endif()
# include(CPack) leaves the formats of the source package in CPACK_GENERATOR.
set(CPACK_GENERATOR "${LINUXBAKE_PACKAGE_FORMATS}")
include(CPack)
