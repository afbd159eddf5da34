# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
linuxbake_add_deb(curl-deb PACKAGE curl)
linuxbake_add_deb(Files_Deb ROOTFS rootfs VERSION 1:2.0~rc1-1 ARCH all NAME files COMPRESSION zstd
  DESCRIPTION "a;b" MAINTAINER "A <a@b>" FIELDS Section=utils DEPENDS "a | b (>= 1)" CONFFILES /srv/x
  POSTINST "${key}" OUTPUT own.deb)
linuxbake_get_property(kind curl-deb KIND)
linuxbake_get_property(arch curl-deb ARCH)
linuxbake_get_property(output Files_Deb OUTPUT)
linuxbake_get_property(default curl-deb OUTPUT)
if(NOT "${kind} ${arch}" STREQUAL "deb x86_64" OR NOT output MATCHES "/images/own\\.deb$"
    OR NOT default MATCHES "/images/curl-deb\\.deb$")
  message(FATAL_ERROR "${kind} ${arch} ${output} ${default}")
endif()
