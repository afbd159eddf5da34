# SPDX-License-Identifier: MIT
#
# Packages have been installed below a directory each (ROOTS): SYSROOT gets them all. Without libtool's
# .la files, which say that libraries are in /usr/lib of the host.
#
#   cmake "-DSYSROOT=<directory>" "-DROOTS=<directory>;..." -P ComposeSysroot.cmake
cmake_minimum_required(VERSION 3.25...4.4)

file(REMOVE_RECURSE "${SYSROOT}")
file(MAKE_DIRECTORY "${SYSROOT}/usr/include" "${SYSROOT}/usr/lib")
foreach(root IN LISTS ROOTS)
  file(COPY "${root}/" DESTINATION "${SYSROOT}" PATTERN "*.la" EXCLUDE)
endforeach()
