# SPDX-License-Identifier: MIT
#
# What is written, compiled and packed again after a change of an init.
include("${CMAKE_CURRENT_LIST_DIR}/../Steps.cmake")
set(target both)
set(steps "(Writing|Compiling) the init [a-z]+|Packing [a-z]+")

set(all "Compiling the init minimal" "Packing busybox" "Packing minimal"
  "Writing the init busybox" "Writing the init minimal")
configure()
expect_change("the first build" ${all})
configure()
expect_to_run("configured again")

configure(-DHOSTNAME=two)
expect_change("another host name" ${all})
configure(-DARGUMENT=2)
expect_change("another argument of the command" ${all})

file(REMOVE "${build}/minimal/init")
expect_change("the minimal init deleted" "Compiling the init minimal" "Packing minimal")
file(REMOVE "${build}/busybox/root/etc/inittab")
expect_change("the inittab deleted" "Packing busybox" "Writing the init busybox")

file(STRINGS "${build}/images/busybox-initramfs.cpio" lines REGEX "/bin/work.*2")
if(lines STREQUAL "")
  message(FATAL_ERROR "the archive does not have the last command")
endif()
