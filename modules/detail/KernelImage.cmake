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

``_linuxbake_kernel_image_version(<out-variable> <file>)``
  The text that ``uname -r`` will give, of an x86 kernel; else empty.
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

function(_linuxbake_kernel_image_version out file)
  set(${out} "" PARENT_SCOPE)
  _linuxbake_kernel_image_format(format "${file}")
  if(NOT format STREQUAL "bzImage")
    return()
  endif()
  file(READ "${file}" pointer OFFSET 526 LIMIT 2 HEX) # 0x20e, from 0x200 on
  string(REGEX REPLACE "^(..)(..)$" "0x\\2\\1 + 512" pointer "${pointer}")
  math(EXPR offset "${pointer}")
  file(READ "${file}" bytes OFFSET ${offset} LIMIT 64 HEX)
  string(REGEX MATCHALL ".." bytes "${bytes}")
  set(text "")
  foreach(byte IN LISTS bytes)
    if(byte STREQUAL "00" OR byte STREQUAL "20") # the first word of the text
      set(${out} "${text}" PARENT_SCOPE)
      return()
    endif()
    math(EXPR code "0x${byte}")
    string(ASCII ${code} letter)
    string(APPEND text "${letter}")
  endforeach()
endfunction()
