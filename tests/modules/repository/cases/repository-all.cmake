# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_deb(curl-deb PACKAGE curl)
linuxbake_add_repository(repository ALL PACKAGES curl-deb COMPONENTS "All files" SUITE stable
  SIGN_KEY "${key}" AREA contrib ARCH aarch64 MAINTAINER "A <a@b>" VERSION 3 ORIGIN a LABEL b
  DESCRIPTION c VALID_DAYS 10 KEEP 2 OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/served")
linuxbake_get_property(kind repository KIND)
linuxbake_get_property(key repository KEY)
linuxbake_get_property(debs repository PACKAGES)
if(NOT "${kind} ${debs}" STREQUAL "repository curl-deb;repository-all-files"
    OR NOT key STREQUAL "${CMAKE_CURRENT_BINARY_DIR}/served.asc")
  message(FATAL_ERROR "${kind} ${debs} ${key}")
endif()
linuxbake_rootfs_install(rootfs PACKAGES curl all-files REPOSITORY repository)
linuxbake_rootfs_install(rootfs PACKAGES curl-deb /nowhere/made.deb "$<TARGET_PROPERTY:curl-deb,LINUXBAKE_OUTPUT>")
linuxbake_rootfs_repository(rootfs REPOSITORY repository URI https://example.org/a file:/srv/b NAME own)
linuxbake_rootfs_package_database(rootfs CONTROL "${CMAKE_CURRENT_LIST_FILE}"
  CONTROL_FILES "${CMAKE_CURRENT_LIST_FILE}")
