# SPDX-License-Identifier: MIT
#
# Fails if a kernel cannot unpack an initramfs, not be started by UEFI itself, or not mount the root
# file system on its medium, and says which option it lacks. The kernel itself would say so too, but
# only on its console, before it panics.
#
#   cmake -DKERNEL=<target> -DINITRAMFS=<target> [-DCONFIG=<final .config, or empty>]
#         -DCOMPRESSION=none|gzip|xz|zstd|lz4 [-DXZ_FILTER=none|x86] [-DEFI=ON]
#         [-DROOT_IMAGE=<target> -DROOT_COMPRESSION=gzip|lz4|xz|zstd -DROOT_XZ_FILTER=none|x86]
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

# lack_of_options(<out> <what it cannot do> <another way> <option>...): empty if all are there. The
# message comes from the file's own level, because a user has no use for our call stack.
function(lack_of_options out problem remedy)
  set(missing "")
  foreach(option IN LISTS ARGN)
    file(STRINGS "${CONFIG}" line REGEX "^${option}=y$" LIMIT_COUNT 1)
    if(line STREQUAL "")
      list(APPEND missing "${option}=y")
    endif()
  endforeach()
  set(text "")
  if(missing)
    list(JOIN missing "\n    " lines)
    string(CONCAT text "${KERNEL}:\n\n"
      "  ${problem}\n"
      "  Add to a fragment of its configuration:\n\n"
      "    ${lines}\n\n"
      "  ${remedy}\n"
      "  Looked at: ${CONFIG}\n")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

set(needed CONFIG_BLK_DEV_INITRD)
set(what "${COMPRESSION}")
if(COMPRESSION STREQUAL "none")
  set(what "not compressed")
else()
  string(TOUPPER "CONFIG_RD_${COMPRESSION}" option)
  list(APPEND needed "${option}")
endif()
if(XZ_FILTER STREQUAL "x86")
  list(APPEND needed CONFIG_XZ_DEC_X86)
  set(what "xz with the x86 filter")
endif()
lack_of_options(lack "The kernel cannot unpack the initramfs '${INITRAMFS}' (${what})."
  "or give '${INITRAMFS}' another COMPRESSION or XZ_FILTER." ${needed})

# Not as modules: where they would be loaded from is what is to be mounted.
if(ROOT_IMAGE AND lack STREQUAL "")
  set(compressor "${ROOT_COMPRESSION}")
  string(REPLACE "gzip" "zlib" compressor "${compressor}")
  string(TOUPPER "CONFIG_SQUASHFS_${compressor}" option)
  set(needed CONFIG_ISO9660_FS CONFIG_BLK_DEV_LOOP CONFIG_SQUASHFS "${option}" CONFIG_OVERLAY_FS
    CONFIG_TMPFS CONFIG_TMPFS_XATTR)
  if(ROOT_XZ_FILTER STREQUAL "x86")
    list(APPEND needed CONFIG_XZ_DEC_X86)
  endif()
  lack_of_options(lack "The kernel cannot mount '${ROOT_IMAGE}' as its root (${ROOT_COMPRESSION})."
    "They have to be built in, not modules." ${needed})
endif()
if(NOT lack STREQUAL "")
  message(FATAL_ERROR "${lack}")
endif()
