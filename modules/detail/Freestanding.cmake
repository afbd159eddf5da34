# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Freestanding
------------

Our own small programs for the guest: C without a libc, on helpers/guest/system-calls.h.

``_linuxbake_add_freestanding(<where> <arch> <output> <source> INCLUDES <directory>...``
``                            DEPENDS <file>... COMMENT <text>)``
  The command that compiles ``<output>`` for the architecture from ``helpers/guest/<source>``, a
  file, or a directory with all its files.

``_linuxbake_add_efi_loader(<where> <arch> <output>)``
  The commands that make an EFI program of ``helpers/guest/efi-loader.c``.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Compile.cmake")

function(_linuxbake_add_freestanding where arch output source)
  _linuxbake_parse(program 4 "" "COMMENT" "INCLUDES;DEPENDS")
  _linuxbake_compiler("${where}" "${arch}")
  get_filename_component(guest "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../../helpers/guest" ABSOLUTE)
  set(sources "${guest}/${source}")
  set(headers "${guest}/system-calls.h")
  if(IS_DIRECTORY "${guest}/${source}")
    file(GLOB sources "${guest}/${source}/*.c")
    file(GLOB more "${guest}/${source}/*.h")
    list(APPEND headers ${more})
  endif()
  list(TRANSFORM program_INCLUDES PREPEND "-I")
  # Everything in them is constant, so that one segment holds it all.
  _linuxbake_isolated(run)
  add_custom_command(OUTPUT "${output}"
    COMMAND ${run} ${compiler_CC} -std=c11 -Os -ffreestanding -fno-pic -fomit-frame-pointer
      -fno-stack-protector -fno-asynchronous-unwind-tables -fno-unwind-tables -fcf-protection=none
      -static -nostdlib -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,norelro
      -Wl,-z,noexecstack -s ${program_INCLUDES} -o "${output}" ${sources}
    DEPENDS ${sources} ${headers} ${program_DEPENDS}
    COMMENT "${program_COMMENT}" VERBATIM)
endfunction()

# The linker writes an ELF file, of which objcopy takes the bytes: they have a PE header of their
# own.
function(_linuxbake_add_efi_loader where arch output)
  _linuxbake_compiler("${where}" "${arch}")
  _linuxbake_require_programs("${where}" "${compiler_CROSS}objcopy")
  get_filename_component(guest "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../../helpers/guest" ABSOLUTE)
  _linuxbake_get_architecture("${where}" "${arch}")
  _linuxbake_isolated(run)
  add_custom_command(OUTPUT "${output}" BYPRODUCTS "${output}.elf"
    COMMAND ${run} ${compiler_CC} -std=c11 -Os -ffreestanding -fshort-wchar -fpie -static -no-pie
      -fno-stack-protector -fno-asynchronous-unwind-tables ${arch_EFI_FLAGS} -nostdlib
      -Wl,--build-id=none -Wl,-z,norelro -Wl,-z,noexecstack -Wl,-T,${guest}/efi-loader.ld
      -o "${output}.elf" "${guest}/efi-loader.c"
    COMMAND ${run} "${compiler_CROSS}objcopy" -O binary "${output}.elf" "${output}"
    DEPENDS "${guest}/efi-loader.c" "${guest}/efi-loader.ld"
    COMMENT "Compiling the EFI loader for ${arch}" VERBATIM)
endfunction()
