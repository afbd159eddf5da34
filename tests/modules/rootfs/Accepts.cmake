# SPDX-License-Identifier: MIT
#
#   cmake -DSCRIPT=<CheckKernelAccepts.cmake> -DWORK=<directory> -P Accepts.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(config "${WORK}/a config")

# expect(<error or ""> <lines of the .config> <definitions>...)
function(expect error lines)
  file(WRITE "${config}" "CONFIG_X86=y\n${lines}# CONFIG_RD_LZ4 is not set\n")
  execute_process(COMMAND "${CMAKE_COMMAND}" -DKERNEL=vm-kernel -DINITRAMFS=initramfs
    "-DCONFIG=${config}" ${ARGN} -P "${SCRIPT}" RESULT_VARIABLE result ERROR_VARIABLE errors)
  string(FIND "${errors}" "vm-kernel:" start)
  if(start GREATER -1)
    string(SUBSTRING "${errors}" ${start} -1 errors)
  endif()
  string(REGEX REPLACE "\n[ \n]*\n" "\n\n" errors "\n${errors}")
  string(REGEX REPLACE "\n +" "\n" errors "${errors}")
  string(REPLACE "${config}" "<config>" errors "${errors}")
  string(STRIP "${errors}" errors)
  if(NOT errors STREQUAL error OR (error STREQUAL "" AND NOT result EQUAL 0)
      OR (NOT error STREQUAL "" AND result EQUAL 0))
    message(FATAL_ERROR "${ARGN}: ${result}\n--- expected\n${error}\n--- actual\n${errors}")
  endif()
endfunction()

set(initrd "CONFIG_BLK_DEV_INITRD=y\n")
expect("" "${initrd}" -DCOMPRESSION=none -DXZ_FILTER=none)
expect("" "${initrd}CONFIG_RD_XZ=y\n" -DCOMPRESSION=xz -DXZ_FILTER=none)
expect("" "${initrd}CONFIG_RD_XZ=y\nCONFIG_XZ_DEC_X86=y\n" -DCOMPRESSION=xz -DXZ_FILTER=x86)
expect("" "${initrd}CONFIG_RD_ZSTD=y\n" -DCOMPRESSION=zstd)
expect("" "${initrd}CONFIG_RD_GZIP=y\n" -DCOMPRESSION=gzip)

# Of an imported kernel nothing may be known.
execute_process(COMMAND "${CMAKE_COMMAND}" -DKERNEL=k -DINITRAMFS=i -DCONFIG= -DCOMPRESSION=xz
  -P "${SCRIPT}" COMMAND_ERROR_IS_FATAL ANY)

expect([[vm-kernel:

The kernel cannot unpack the initramfs 'initramfs' (lz4).
Add to a fragment of its configuration:

CONFIG_RD_LZ4=y

or give 'initramfs' another COMPRESSION or XZ_FILTER.
Looked at: <config>]] "${initrd}" -DCOMPRESSION=lz4)

expect([[vm-kernel:

The kernel cannot unpack the initramfs 'initramfs' (xz with the x86 filter).
Add to a fragment of its configuration:

CONFIG_BLK_DEV_INITRD=y
CONFIG_RD_XZ=y
CONFIG_XZ_DEC_X86=y

or give 'initramfs' another COMPRESSION or XZ_FILTER.
Looked at: <config>]] "CONFIG_RD_XZ=m\n" -DCOMPRESSION=xz -DXZ_FILTER=x86)

expect([[vm-kernel:

The kernel cannot unpack the initramfs 'initramfs' (not compressed).
Add to a fragment of its configuration:

CONFIG_BLK_DEV_INITRD=y

or give 'initramfs' another COMPRESSION or XZ_FILTER.
Looked at: <config>]] "CONFIG_BLK_DEV_INITRD_NOT=y\n" -DCOMPRESSION=none)

file(REMOVE "${config}")
execute_process(COMMAND "${CMAKE_COMMAND}" -DKERNEL=vm-kernel -DINITRAMFS=i "-DCONFIG=${config}"
  -DCOMPRESSION=xz -P "${SCRIPT}" RESULT_VARIABLE result ERROR_VARIABLE errors)
if(result EQUAL 0 OR NOT errors MATCHES "Its configuration is missing: ")
  message(FATAL_ERROR "a missing configuration: ${result}\n${errors}")
endif()
