# SPDX-License-Identifier: MIT
#
# Debian's kernel with its modules, of a package that is downloaded and unpacked but not installed,
# into IMAGE.
cmake_minimum_required(VERSION 3.25)
file(GLOB kernel "${IMAGE}/boot/vmlinuz-*")
if(kernel)
  return()
endif()
file(REMOVE_RECURSE "${IMAGE}" "${IMAGE}.part")
file(MAKE_DIRECTORY "${IMAGE}.part")
execute_process(COMMAND apt-cache depends linux-image-amd64 OUTPUT_VARIABLE depends)
if(NOT depends MATCHES "Depends: (linux-image-[^ \n]+)")
  message(FATAL_ERROR "SKIP: apt knows no linux-image-amd64")
endif()
execute_process(COMMAND apt-get download "${CMAKE_MATCH_1}" WORKING_DIRECTORY "${IMAGE}.part"
  COMMAND_ERROR_IS_FATAL ANY)
file(GLOB package "${IMAGE}.part/linux-image-*.deb")
execute_process(COMMAND dpkg-deb --extract "${package}" "${IMAGE}.part" COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE "${package}")
file(RENAME "${IMAGE}.part" "${IMAGE}")
