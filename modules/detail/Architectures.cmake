# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Architectures
-------------

The one table of what differs between architectures.  A further architecture
is a further row.

``_linuxbake_get_architecture(<where> <arch>)``
  Sets in the caller a variable ``arch_<COLUMN>`` for each column of its row.  An error for an
  architecture that is not in the table.

  =========== =====================================================================================
  KBUILD      the kernel's ARCH
  SRCARCH     its directory below ``arch/``
  IMAGE       what make calls the bootable image, and its name in ``arch/<SRCARCH>/boot``
  TRIPLE      the first part of a GNU triple, as musl takes it
  CROSS       the same, as cross compilers are named
  HOSTS       machines whose own compiler does as well: ``<machine>=<option that it needs>`` each
  FLAGS       what the compiler is told besides
  LIBGCC      in ``templates``, what stands for the compiler's library, which cannot be taken
  SPARE_LIBGCC the same where the host's compiler has none
  CLANG_FLAGS what clang is told besides
  CONSOLE     the serial console's device
  CONSOLES    the consoles of an image, the one for ``/dev/console`` last
  CMDLINE_LIMIT the bytes of a command line that the kernel reads (COMMAND_LINE_SIZE - 1)
  FIRMWARE    what starts an image, ``bios`` or ``uefi`` or both; the first one is the default.
              Empty: there are no images, a kernel and its initramfs are started directly
  EFI         the machine's name in ``EFI/BOOT/BOOT<name>.EFI`` (UEFI specification, 3.5.1.1)
  EFI_FLAGS   what the compiler is told for a program that the firmware starts
  =========== =====================================================================================

  i386 is what the compiler makes of -m32, an i686 as a rule; i486 is held to that processor.

``_linuxbake_architectures_for(<out-variable> <firmware>)``
  The architectures whose machines have this firmware.

``_linuxbake_host_architecture(<out-variable>)``
  The architecture of the machine that builds, in the same words.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

function(_linuxbake_architecture_columns out)
  set(${out} KBUILD SRCARCH IMAGE TRIPLE CROSS HOSTS FLAGS LIBGCC SPARE_LIBGCC CLANG_FLAGS CONSOLE
    CONSOLES CMDLINE_LIMIT FIRMWARE EFI EFI_FLAGS PARENT_SCOPE)
endfunction()

function(_linuxbake_declare_architecture arch)
  _linuxbake_architecture_columns(columns)
  _linuxbake_parse(row 1 "" "" "${columns}")
  set_property(GLOBAL APPEND PROPERTY _LINUXBAKE_ARCHITECTURES "${arch}")
  foreach(column IN LISTS columns)
    set_property(GLOBAL PROPERTY "_LINUXBAKE_ARCH_${arch}_${column}" "${row_${column}}")
  endforeach()
endfunction()

# -mno-red-zone: an interrupt of the firmware's writes below the stack pointer.
_linuxbake_declare_architecture(x86_64
  KBUILD x86_64 SRCARCH x86 IMAGE bzImage TRIPLE x86_64 CROSS x86_64
  CONSOLE ttyS0 CONSOLES tty0 ttyS0 CMDLINE_LIMIT 2047 FIRMWARE bios uefi
  EFI X64 EFI_FLAGS -mno-red-zone -fcf-protection=none)
# clang would take a Pentium 4 for the oldest processor of this kind.
_linuxbake_declare_architecture(i386
  KBUILD i386 SRCARCH x86 IMAGE bzImage TRIPLE i386 CROSS i686 HOSTS x86_64=-m32
  SPARE_LIBGCC i486-libgcc.c CLANG_FLAGS -march=i686
  CONSOLE ttyS0 CONSOLES tty0 ttyS0 CMDLINE_LIMIT 2047 FIRMWARE bios)
# -fcf-protection: to a 486, ENDBR32 is not the NOP that it is to later processors.
_linuxbake_declare_architecture(i486
  KBUILD i386 SRCARCH x86 IMAGE bzImage TRIPLE i486 CROSS i686 HOSTS x86_64=-m32 i386=
  FLAGS -march=i486 -fcf-protection=none LIBGCC i486-libgcc.c
  CONSOLE ttyS0 CONSOLES tty0 ttyS0 CMDLINE_LIMIT 2047 FIRMWARE bios)
_linuxbake_declare_architecture(aarch64
  KBUILD arm64 SRCARCH arm64 IMAGE Image TRIPLE aarch64 CROSS aarch64
  CONSOLE ttyAMA0 CONSOLES ttyAMA0 CMDLINE_LIMIT 2047 FIRMWARE uefi EFI AA64)
_linuxbake_declare_architecture(riscv64
  KBUILD riscv SRCARCH riscv IMAGE Image TRIPLE riscv64 CROSS riscv64
  CONSOLE ttyS0 CONSOLES ttyS0 CMDLINE_LIMIT 1023)

function(_linuxbake_get_architecture where arch)
  _linuxbake_read_property(known GLOBAL PROPERTY _LINUXBAKE_ARCHITECTURES)
  _linuxbake_one_of("${where}" ARCH "${arch}" ${known})
  _linuxbake_architecture_columns(columns)
  foreach(column IN LISTS columns)
    _linuxbake_read_property(value GLOBAL PROPERTY "_LINUXBAKE_ARCH_${arch}_${column}")
    set("arch_${column}" "${value}" PARENT_SCOPE)
  endforeach()
endfunction()

function(_linuxbake_architectures_for out firmware)
  _linuxbake_read_property(known GLOBAL PROPERTY _LINUXBAKE_ARCHITECTURES)
  set(found "")
  foreach(arch IN LISTS known)
    _linuxbake_read_property(kinds GLOBAL PROPERTY "_LINUXBAKE_ARCH_${arch}_FIRMWARE")
    if(firmware IN_LIST kinds)
      list(APPEND found "${arch}")
    endif()
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
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
