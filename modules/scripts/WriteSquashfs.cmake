# SPDX-License-Identifier: MIT
#
# Makes a squashfs image of a cpio archive; see LinuxBakeSquashfs.cmake.
#
#   cmake -DTARGET=<name> -DARCHIVE=<file> -DBSDTAR=<program> -DTAR2SQFS=<program>
#         -DOPTIONS=<word>... -DOUTPUT=<file> -P WriteSquashfs.cmake
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/../detail/Environment.cmake")

_linuxbake_forget_environment()
get_filename_component(directory "${OUTPUT}" DIRECTORY)
file(MAKE_DIRECTORY "${directory}")
# GNU's form, because names are bytes in it, of no character set.
execute_process(
  COMMAND "${BSDTAR}" --format=gnutar -cf - "@${ARCHIVE}"
  COMMAND "${TAR2SQFS}" --quiet --force --no-skip --no-xattr ${OPTIONS} "${OUTPUT}.part"
  RESULTS_VARIABLE results ERROR_VARIABLE errors)
if(NOT results STREQUAL "0;0")
  file(REMOVE "${OUTPUT}.part")
  string(STRIP "${errors}" errors)
  string(REPLACE "\n" "\n    " errors "${errors}")
  message(FATAL_ERROR "${TARGET}:\n\n  Writing the squashfs failed (bsdtar, tar2sqfs: ${results}):\n"
    "    ${errors}\n")
endif()
file(RENAME "${OUTPUT}.part" "${OUTPUT}")
