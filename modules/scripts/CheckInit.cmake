# SPDX-License-Identifier: MIT
#
# Fails if a kernel cannot start the init that one of its command lines asks for by rdinit=. The
# kernel itself would go on to another init, most of them without a word.
#
#   cmake -DCPIO=<linuxbake-cpio> -DINITRAMFS=<target> -DARCHIVE=<its file> -DARCH=<of the kernel>
#         [-DCONFIG=<the kernel's final .config, or empty>] -P CheckInit.cmake -- <command line>...
cmake_minimum_required(VERSION 3.25...4.4)

set(options "")
set(is_line OFF)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(index RANGE ${last})
  if(is_line)
    list(APPEND options "--cmdline=${CMAKE_ARGV${index}}")
  elseif(CMAKE_ARGV${index} STREQUAL "--")
    set(is_line ON)
  endif()
endforeach()

# A kernel may bring an initramfs of its own, where the program may be.
set(is_known OFF)
if(CONFIG AND EXISTS "${CONFIG}")
  file(STRINGS "${CONFIG}" own REGEX "^CONFIG_INITRAMFS_SOURCE=\"[^\"]" LIMIT_COUNT 1)
  if(own STREQUAL "")
    set(is_known ON)
  endif()
endif()
if(NOT is_known)
  list(APPEND options --warn)
endif()
execute_process(COMMAND "${CPIO}" init "${ARCHIVE}" "--arch=${ARCH}" ${options}
  RESULT_VARIABLE result ERROR_VARIABLE errors)
if(result EQUAL 0)
  string(STRIP "${errors}" warnings)
  if(NOT warnings STREQUAL "")
    message(NOTICE "${warnings}")
  endif()
  return()
endif()
string(REPLACE "linuxbake-cpio: error: ${ARCHIVE}: " "" reason "${errors}")
string(STRIP "${reason}" reason)
message(FATAL_ERROR "${INITRAMFS}:\n\n"
  "  ${reason}.\n"
  "  Mend the root file system of '${INITRAMFS}', or CMDLINE.\n"
  "  Looked at: ${ARCHIVE}\n")
