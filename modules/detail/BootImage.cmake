# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
BootImage
---------

What all images of a kernel and an initramfs have in common.

``_linuxbake_check_parents(<where> <out-arch> <kernel> <initramfs> [<arch>...])``
  Checks the targets' kinds, and that they are for one of these architectures; for any by default.

``_linuxbake_check_firmware(<where> <arch> <firmware>...)``
  Checks that machines of this architecture have each of them.

``_linuxbake_add_image(<target> FORMAT <format> SCRIPT <file> ARCH <arch> CMDLINE <text>
[FIRMWARE <firmware>...] [ROOT_IMAGE <squashfs>] [ENTRIES <command line>...]
PLAN <NAME>=<value>... DEPENDS <file>...)``
  The custom command that runs ``scripts/<SCRIPT>`` and the target with its
  properties.  Reads ``arg_ALL``, ``arg_KERNEL``, ``arg_INITRAMFS`` and ``arg_OUTPUT`` of the public
  function.

The script gets its values in a file, ``-DPLAN=<file>``, that sets variables: so that a
changed value re-runs it under every generator.  The plan always holds ``TARGET``,
``KERNEL``, ``INITRAMFS``, ``ROOT_IMAGE`` (empty without one), ``ARCH``, ``IMAGE`` (what its kernels are called:
``arch/x86/boot/bzImage``), ``OUTPUT``, ``RECORD`` and ``WORK`` (a directory of its own), and what
PLAN adds.  Before it, another script checks that the kernel can unpack the initramfs, that it
can be started by the firmware itself where FIRMWARE has ``uefi``, and mount the ROOT_IMAGE.  A
third one checks that it can start what ENTRIES, the command lines of the menu (each begins with a
space), ask for by ``rdinit=``.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../LinuxBakeInitramfs.cmake") # _linuxbake_kernel_accepts_command

function(_linuxbake_check_parents where out kernel initramfs)
  _linuxbake_require_target("${where}" KERNEL "${kernel}" kernel)
  _linuxbake_require_target("${where}" INITRAMFS "${initramfs}" initramfs)
  _linuxbake_require_same_arch("${where}" "${kernel}" "${initramfs}")
  get_target_property(arch "${kernel}" LINUXBAKE_ARCH)
  if(NOT "${ARGN}" STREQUAL "" AND NOT arch IN_LIST ARGN)
    list(JOIN ARGN ", " known)
    _linuxbake_error("${where}" "KERNEL '${kernel}' is built for ${arch}."
      "This image is for: ${known}.")
  endif()
  set(${out} "${arch}" PARENT_SCOPE)
endfunction()

function(_linuxbake_check_firmware where arch)
  _linuxbake_get_architecture("${where}" "${arch}")
  if(NOT arch_FIRMWARE)
    _linuxbake_error("${where}" "There is no boot loader for ${arch} here."
      "Its kernel and initramfs start directly: KERNEL and INITRAMFS of linuxbake_add_run() and"
      "linuxbake_add_boot_test().")
  endif()
  foreach(firmware IN LISTS ARGN)
    _linuxbake_one_of("${where}" FIRMWARE "${firmware}" bios uefi)
    if(NOT firmware IN_LIST arch_FIRMWARE)
      _linuxbake_architectures_for(machines "${firmware}")
      list(JOIN machines ", " machines)
      _linuxbake_error("${where}" "FIRMWARE ${firmware} does not go with a kernel for ${arch}."
        "It is for: ${machines}.")
    endif()
  endforeach()
endfunction()

# <NAME>=<value>... as a CMake script; the values may hold generator expressions.
function(_linuxbake_write_plan file)
  set(text "")
  foreach(assignment IN LISTS ARGN)
    string(REGEX REPLACE "^([A-Z0-9_]+)=(.*)$" "set(\\1 [==[\\2]==])\n" line "${assignment}")
    string(APPEND text "${line}")
  endforeach()
  file(GENERATE OUTPUT "${file}" CONTENT "${text}")
endfunction()

# The words of a COMMAND, and what it depends on; none where no command line has rdinit=.
function(_linuxbake_check_init_command out out_depends arch)
  set(lines "${ARGN}")
  list(FILTER lines INCLUDE REGEX "rdinit=")
  set(${out} "" PARENT_SCOPE)
  set(${out_depends} "" PARENT_SCOPE)
  if("${lines}" STREQUAL "")
    return()
  endif()
  list(TRANSFORM lines REPLACE "[$]" "$<1:$>") # a generator expression would begin there
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts/CheckInit.cmake")
  set(${out} COMMAND "${CMAKE_COMMAND}" "-DCPIO=$<TARGET_FILE:LinuxBake::cpio>"
    "-DINITRAMFS=${arg_INITRAMFS}" "-DARCH=${arch}"
    "-DARCHIVE=$<TARGET_PROPERTY:${arg_INITRAMFS},LINUXBAKE_OUTPUT>"
    "-DCONFIG=$<TARGET_PROPERTY:${arg_KERNEL},LINUXBAKE_CONFIG>" -P "${script}" -- ${lines}
    PARENT_SCOPE)
  set(${out_depends} LinuxBake::cpio "${script}" PARENT_SCOPE)
endfunction()

function(_linuxbake_add_image target)
  _linuxbake_parse(image 1 "" "FORMAT;SCRIPT;ARCH;CMDLINE;ROOT_IMAGE"
    "FIRMWARE;ENTRIES;PLAN;DEPENDS")
  get_filename_component(scripts "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts" ABSOLUTE)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(extension "${image_FORMAT}")
  if(NOT extension STREQUAL "iso")
    set(extension "img")
  endif()
  _linuxbake_output_path(output "${target}.${extension}")
  _linuxbake_get_architecture("${target}" "${image_ARCH}")
  set(kernel "$<TARGET_PROPERTY:${arg_KERNEL},LINUXBAKE_OUTPUT>")
  set(initramfs "$<TARGET_PROPERTY:${arg_INITRAMFS},LINUXBAKE_OUTPUT>")
  set(root_image "")
  if(NOT "${image_ROOT_IMAGE}" STREQUAL "")
    set(root_image "$<TARGET_PROPERTY:${image_ROOT_IMAGE},LINUXBAKE_OUTPUT>")
  endif()
  _linuxbake_write_plan("${directory}/plan.cmake" ${image_PLAN}
    "TARGET=${target}" "OUTPUT=${output}" "RECORD=${directory}/record.json"
    "WORK=${directory}/work" "KERNEL=${kernel}" "INITRAMFS=${initramfs}" "ROOT_IMAGE=${root_image}" "ARCH=${image_ARCH}"
    "IMAGE=arch/${arch_SRCARCH}/boot/${arch_IMAGE}")
  _linuxbake_kernel_accepts_command(check "${arg_KERNEL}" "${arg_INITRAMFS}"
    FIRMWARE ${image_FIRMWARE} ROOT_IMAGE "${image_ROOT_IMAGE}")
  _linuxbake_check_init_command(check_init init_depends "${image_ARCH}" ${image_ENTRIES})
  add_custom_command(OUTPUT "${output}" BYPRODUCTS "${directory}/record.json"
    COMMAND ${check}
    ${check_init}
    COMMAND "${CMAKE_COMMAND}" "-DPLAN=${directory}/plan.cmake" -P "${scripts}/${image_SCRIPT}"
    DEPENDS "${arg_KERNEL}" "${kernel}" "${arg_INITRAMFS}" "${initramfs}"
      "${directory}/plan.cmake" "${scripts}/${image_SCRIPT}" "${scripts}/BootMedia.cmake"
      ${image_ROOT_IMAGE} ${root_image} ${init_depends} ${image_DEPENDS}
    COMMENT "Writing ${target}" VERBATIM)
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" ${all} KIND image OUTPUT "${output}" DEPENDS "${output}")
  string(STRIP "${image_CMDLINE}" cmdline)
  get_filename_component(name "${output}" NAME)
  _linuxbake_set_properties("${target}" FORMAT "${image_FORMAT}" ARCH "${image_ARCH}"
    KERNEL "${arg_KERNEL}" INITRAMFS "${arg_INITRAMFS}" CMDLINE "${cmdline}"
    RECORD "${directory}/record.json" HELP "Write ${name}, a bootable image")
endfunction()
