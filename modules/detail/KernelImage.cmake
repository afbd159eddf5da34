# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
KernelImage
-----------

What a kernel says of itself (Documentation/arch/x86/boot.rst, Documentation/arch/arm64/booting.rst,
Documentation/arch/riscv/boot-image-header.rst).

``_linuxbake_kernel_image_format(<out-variable> <file>)``
  bzImage (a PC) or Image (aarch64, riscv64); empty if the file is no bootable kernel.

``_linuxbake_kernel_image_arch(<out-variable> <file>)``
  x86_64, i386, aarch64 or riscv64; empty if the file is no bootable kernel.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_kernel_image_format out file)
  set(${out} "" PARENT_SCOPE)
  file(READ "${file}" header OFFSET 510 LIMIT 8 HEX) # 0x1fe: 55 aa; 0x202: "HdrS"
  file(READ "${file}" magic OFFSET 56 LIMIT 4 HEX)
  if(header MATCHES "^55aa....48647253")
    set(${out} bzImage PARENT_SCOPE)
  elseif(magic MATCHES "^(41524d64|52534305)$") # "ARM\x64", "RSC\x05"
    set(${out} Image PARENT_SCOPE)
  endif()
endfunction()

function(_linuxbake_kernel_image_arch out file)
  set(${out} "" PARENT_SCOPE)
  _linuxbake_kernel_image_format(format "${file}")
  if(format STREQUAL "bzImage")
    file(READ "${file}" header OFFSET 510 LIMIT 58 HEX) # 0x206: protocol; 0x236: xloadflags
    string(SUBSTRING "${header}" 112 2 flags)
    string(SUBSTRING "${header}" 16 4 protocol) # little endian; 0x020c has the flags
    set(${out} i386 PARENT_SCOPE)
    # Bit 0, XLF_KERNEL_64: there is a 64-bit entry point.
    if(flags MATCHES "[13579bdf]$" AND protocol MATCHES "^(0c|0d|0e|0f|[1-9a-f].)02$")
      set(${out} x86_64 PARENT_SCOPE)
    endif()
  elseif(format STREQUAL "Image")
    file(READ "${file}" magic OFFSET 56 LIMIT 4)
    set(${out} aarch64 PARENT_SCOPE)
    if(magic MATCHES "^RSC")
      set(${out} riscv64 PARENT_SCOPE)
    endif()
  endif()
endfunction()
