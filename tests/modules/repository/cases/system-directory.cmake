# SPDX-License-Identifier: MIT
include("${CASE_DIRECTORY}/../Parts.cmake")
set(key "${CMAKE_CURRENT_BINARY_DIR}/public.key")
file(WRITE "${key}" "-----BEGIN PGP PUBLIC KEY BLOCK-----\n")
linuxbake_rootfs_repository(rootfs URI http://example.org/ubuntu SUITE ./ KEY "${key}" NAME other)
file(READ "${CMAKE_CURRENT_BINARY_DIR}/rootfs-repositories/other.sources" text)
if(NOT text MATCHES "\nSuites: ./\nSigned-By: ")
  message(FATAL_ERROR "${text}")
endif()
