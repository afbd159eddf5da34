# SPDX-License-Identifier: MIT
#
# Fails if a kernel cannot unpack an initramfs, or not be started by UEFI itself, and says which
# option it lacks. The kernel itself would say the first too, but only on its console, before it
# panics for want of an init.
#
#   cmake -DKERNEL=<target> -DINITRAMFS=<target> [-DCONFIG=<final .config, or empty>]
#         -DCOMPRESSION=none|gzip|xz|zstd|lz4 [-DXZ_FILTER=none|x86] [-DEFI=ON]
#         -P CheckKernelAccepts.cmake
cmake_minimum_required(VERSION 3.25...4.4)

if(NOT CONFIG)
  return() # an imported kernel of which nothing more is known
endif()
if(NOT EXISTS "${CONFIG}")
  message(FATAL_ERROR "${KERNEL}:\n\n  Its configuration is missing: ${CONFIG}\n")
endif()

if(EFI)
  file(STRINGS "${CONFIG}" line REGEX "^CONFIG_EFI_STUB=y$" LIMIT_COUNT 1)
  if(line STREQUAL "")
    message(FATAL_ERROR "${KERNEL}:\n\n"
      "  UEFI cannot start this kernel: it has no EFI stub.\n"
      "  Add to a fragment of its configuration:\n\n"
      "    CONFIG_EFI=y\n    CONFIG_EFI_STUB=y\n\n"
      "  Looked at: ${CONFIG}\n")
  endif()
endif()

set(needed CONFIG_BLK_DEV_INITRD)
if(NOT COMPRESSION STREQUAL "none")
  string(TOUPPER "CONFIG_RD_${COMPRESSION}" option)
  list(APPEND needed "${option}")
endif()
if(XZ_FILTER STREQUAL "x86")
  list(APPEND needed CONFIG_XZ_DEC_X86)
endif()

set(missing "")
foreach(option IN LISTS needed)
  file(STRINGS "${CONFIG}" line REGEX "^${option}=y$" LIMIT_COUNT 1)
  if(line STREQUAL "")
    list(APPEND missing "${option}=y")
  endif()
endforeach()
if(missing STREQUAL "")
  return()
endif()

set(what "${COMPRESSION}")
if(XZ_FILTER STREQUAL "x86")
  set(what "xz with the x86 filter")
elseif(COMPRESSION STREQUAL "none")
  set(what "not compressed")
endif()
list(JOIN missing "\n    " lines)
message(FATAL_ERROR "${KERNEL}:\n\n"
  "  The kernel cannot unpack the initramfs '${INITRAMFS}' (${what}).\n"
  "  Add to a fragment of its configuration:\n\n"
  "    ${lines}\n\n"
  "  or give '${INITRAMFS}' another COMPRESSION or XZ_FILTER.\n"
  "  Looked at: ${CONFIG}\n")
