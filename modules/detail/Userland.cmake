# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Userland
--------

What linuxbake_add_busybox() and linuxbake_add_toybox() have in common: one static program with many
names.

``_linuxbake_userland_arguments(<target> <program>)``
  Checks what the caller has parsed with the prefix ``arg``, and sets there ``arch_…``,
  ``compiler_…``, ``cc`` (the compiler of LIBC), ``directory``, ``output`` and those variables of
  detail/Kbuild.cmake that are the same for both.

``_linuxbake_add_userland(<target> <where> <program> <what>)``
  Makes the target, by detail/Kbuild.cmake, with ENTRIES for the program and its names.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Kbuild.cmake")

# A macro: everything it sets is for the caller.
macro(_linuxbake_userland_arguments target program)
  _linuxbake_check_arguments("${where}" REQUIRED LIBC)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" LIBC "${arg_LIBC}" libc)
  linuxbake_get_property(arg_ARCH "${arg_LIBC}" ARCH)
  linuxbake_get_property(cc "${arg_LIBC}" CC)
  linuxbake_get_property(libc_record "${arg_LIBC}" RECORD)
  _linuxbake_check_source_arguments("${where}" "${arg_VERSION}" "${arg_SOURCE_DIR}")
  if("${arg_CONFIG}" STREQUAL "")
    set(arg_CONFIG defconfig)
  endif()
  _linuxbake_get_architecture("${where}" "${arg_ARCH}")
  _linuxbake_compiler("${where}" "${arg_ARCH}")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(output "${directory}/${program}")
  if(NOT "${arg_OUTPUT}" STREQUAL "")
    _linuxbake_output_path(output "${arg_OUTPUT}" "")
  endif()
  set(kconfig_arguments "") # its Kconfig asks no compiler
  set(compiler "${cc}")
  set(kbuild_update oldconfig)
  set(kbuild_products "${program}=${program}" "applets.manifest=linuxbake-applets.manifest")
  set(kbuild_outputs "${program}=${output}" "applets.manifest=${directory}/applets.manifest"
    "config=${directory}/config")
  set(kbuild_programs "${program}")
  set(kbuild_inputs "${libc_record}")
endmacro()

function(_linuxbake_add_userland target where program what)
  _linuxbake_add_kbuild("${target}" "${where}" SOURCE "${program}" WHAT "${what}"
    BASES defconfig allnoconfig LIBC "${arg_LIBC}")
  set(entries "file /bin/${program} \"${output}\" 0755 0 0"
    "include \"${directory}/applets.manifest\"")
  _linuxbake_set_properties("${target}" KIND userland OUTPUT "${output}" LIBC "${arg_LIBC}"
    CONFIG "${directory}/config" ENTRIES "${entries}"
    DEPENDS "${target};${output};${directory}/applets.manifest"
    HELP "Build ${what}, the userland")
endfunction()
