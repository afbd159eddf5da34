# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Architectures
-------------

The one table of what differs between architectures.  A further architecture
is a further row.

``_linuxbake_get_architecture(<where> <arch>)``
  Sets in the caller ``arch_KBUILD`` (the ARCH of Kbuild),
  ``arch_MAKE_TARGET`` (what makes the bootable image), ``arch_IMAGE`` (its path
  below ``arch/``), ``arch_TRIPLE``
  (the first part of a GNU triple, as musl takes it), ``arch_CONSOLE`` (the serial
  console's device) and ``arch_CROSS`` (the same part, as cross compilers are named).  An error for an architecture that is not in the table.

  i386 is what the compiler makes of -m32, an i686 as a rule; i486 is held to that processor.

``_linuxbake_host_architecture(<out-variable>)``
  The architecture of the machine that builds, in the same words.
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

#            name     Kbuild  make target  image below arch/      triple   console  cross
set_property(GLOBAL PROPERTY _LINUXBAKE_ARCH_x86_64
            "x86_64  |bzImage|x86/boot/bzImage    |x86_64 |ttyS0  |x86_64")
set_property(GLOBAL PROPERTY _LINUXBAKE_ARCH_i386
            "i386    |bzImage|x86/boot/bzImage    |i386   |ttyS0  |i686")
set_property(GLOBAL PROPERTY _LINUXBAKE_ARCH_i486
            "i386    |bzImage|x86/boot/bzImage    |i486   |ttyS0  |i686")
set_property(GLOBAL PROPERTY _LINUXBAKE_ARCH_aarch64
            "arm64   |Image  |arm64/boot/Image    |aarch64|ttyAMA0|aarch64")
set_property(GLOBAL PROPERTY _LINUXBAKE_ARCHITECTURES x86_64 i386 i486 aarch64)

function(_linuxbake_get_architecture where arch)
  get_property(known GLOBAL PROPERTY _LINUXBAKE_ARCHITECTURES)
  _linuxbake_one_of("${where}" ARCH "${arch}" ${known})
  get_property(row GLOBAL PROPERTY _LINUXBAKE_ARCH_${arch})
  string(REPLACE " " "" row "${row}")
  string(REPLACE "|" ";" row "${row}")
  set(names KBUILD MAKE_TARGET IMAGE TRIPLE CONSOLE CROSS)
  foreach(name value IN ZIP_LISTS names row)
    set(arch_${name} "${value}" PARENT_SCOPE)
  endforeach()
endfunction()

function(_linuxbake_host_architecture out)
  set(machine "${CMAKE_HOST_SYSTEM_PROCESSOR}")
  if(machine MATCHES "^(x86_64|amd64|AMD64)$")
    set(machine x86_64)
  elseif(machine MATCHES "^i[3-6]86$")
    set(machine i386)
  elseif(machine MATCHES "^(aarch64|arm64)$")
    set(machine aarch64)
  endif()
  set(${out} "${machine}" PARENT_SCOPE)
endfunction()
