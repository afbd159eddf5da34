# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
BootImage
---------

What all images of a kernel and an initramfs have in common.

``_linuxbake_check_parents(<where> <out-arch> <kernel> <initramfs> [<arch>...])``
  Checks the targets' kinds, and that they are for one of these architectures; for any by default.

``_linuxbake_check_firmware(<where> <arch> <firmware>...)``
  Checks that machines of this architecture have each of them.

``_linuxbake_add_image(<target> [ALL] KIND iso|fat|disk ARCH <arch> KERNEL <target>
INITRAMFS <target> [ROOT_IMAGE <squashfs>] [FIRMWARE <firmware>...] CMDLINE <text>
[ENTRIES <command line>...] OUTPUT <file> OWN <object> DEPENDS <file>...)``
  The target with its properties, its recipe, and the custom command: ``linuxbake-bake image``.
  OWN is what the recipe says of this kind, a text of _linuxbake_recipe_fields();
  helpers/bake/media/recipe.h has the fields.

Before the program writes the image, it checks that the kernel can unpack the initramfs, that the
firmware itself can start it where FIRMWARE has ``uefi``, that it can mount the ROOT_IMAGE, and that
it can start what ENTRIES, the command lines of the menu (each begins with a space), ask for by
``rdinit=``.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Recipe.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")

function(_linuxbake_check_parents where out kernel initramfs)
  _linuxbake_require_target("${where}" KERNEL "${kernel}" kernel)
  _linuxbake_require_target("${where}" INITRAMFS "${initramfs}" initramfs)
  _linuxbake_require_same_arch("${where}" "${kernel}" "${initramfs}")
  linuxbake_get_property(format "${kernel}" FORMAT)
  if(format STREQUAL "pvh")
    _linuxbake_error("${where}" "KERNEL '${kernel}' has FORMAT pvh, which no boot loader starts."
      "Give it FORMAT boot, or make another kernel for this image.")
  endif()
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

# What the recipe says of the squashfs that is the root; all of it is empty without one.
function(_linuxbake_root_of_medium out_file out_compression out_filter squashfs)
  set(file "")
  set(compression "")
  set(filter "")
  if(NOT squashfs STREQUAL "")
    set(file "$<TARGET_PROPERTY:${squashfs},LINUXBAKE_OUTPUT>")
    set(compression "$<TARGET_PROPERTY:${squashfs},LINUXBAKE_COMPRESSION>")
    set(filter "$<TARGET_PROPERTY:${squashfs},LINUXBAKE_XZ_FILTER>")
  endif()
  set(${out_file} "${file}" PARENT_SCOPE)
  set(${out_compression} "${compression}" PARENT_SCOPE)
  set(${out_filter} "${filter}" PARENT_SCOPE)
endfunction()

# The field "system" of the recipe, and the programs that the check of it runs.
function(_linuxbake_recipe_of_system out out_programs where)
  _linuxbake_parse(system 3 "" "ARCH;KERNEL;INITRAMFS;ROOT_IMAGE" "FIRMWARE;ENTRIES")
  _linuxbake_get_architecture("${where}" "${system_ARCH}")
  _linuxbake_root_of_medium(root_file root_compression root_filter "${system_ROOT_IMAGE}")
  set(uefi FALSE)
  if("uefi" IN_LIST system_FIRMWARE)
    set(uefi TRUE)
  endif()
  set(lines "${system_ENTRIES}")
  list(FILTER lines INCLUDE REGEX "rdinit=")
  set(cpio "")
  set(programs "")
  if(NOT lines STREQUAL "")
    set(cpio "$<TARGET_FILE:LinuxBake::cpio>")
    set(programs LinuxBake::cpio)
  endif()
  list(TRANSFORM lines REPLACE "[$]" "$<1:$>") # a generator expression would begin there
  set(kernel "TARGET_PROPERTY:${system_KERNEL}")
  set(initramfs "TARGET_PROPERTY:${system_INITRAMFS}")
  _linuxbake_recipe_fields(fields TEXT arch "${system_ARCH}"
    TEXT kernel "${system_KERNEL}" TEXT kernel_file "$<${kernel},LINUXBAKE_OUTPUT>"
    TEXT kernel_image "arch/${arch_SRCARCH}/boot/${arch_IMAGE}"
    TEXT kernel_config "$<${kernel},LINUXBAKE_CONFIG>"
    TEXT initramfs "${system_INITRAMFS}" TEXT initramfs_file "$<${initramfs},LINUXBAKE_OUTPUT>"
    TEXT compression "$<${initramfs},LINUXBAKE_COMPRESSION>"
    TEXT xz_filter "$<${initramfs},LINUXBAKE_XZ_FILTER>"
    TEXT root "${system_ROOT_IMAGE}" TEXT root_file "${root_file}"
    TEXT root_compression "${root_compression}" TEXT root_xz_filter "${root_filter}"
    FLAG uefi ${uefi} TEXT cpio "${cpio}" LIST command_lines "${lines}")
  set(${out} "${fields}" PARENT_SCOPE)
  set(${out_programs} "${programs}" PARENT_SCOPE)
endfunction()

function(_linuxbake_add_image target)
  _linuxbake_parse(image 1 "ALL" "KIND;ARCH;KERNEL;INITRAMFS;ROOT_IMAGE;CMDLINE;OUTPUT;OWN"
    "FIRMWARE;ENTRIES;DEPENDS")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(output "${image_OUTPUT}")
  set(recipe "${directory}/${target}.recipe.json")
  set(inputs "")
  foreach(input IN ITEMS "${image_KERNEL}" "${image_INITRAMFS}" LISTS image_ROOT_IMAGE)
    list(APPEND inputs "${input}" "$<TARGET_PROPERTY:${input},LINUXBAKE_OUTPUT>")
  endforeach()
  _linuxbake_recipe_of_system(system programs "${target}" ARCH "${image_ARCH}"
    KERNEL "${image_KERNEL}" INITRAMFS "${image_INITRAMFS}" ROOT_IMAGE "${image_ROOT_IMAGE}"
    FIRMWARE ${image_FIRMWARE} ENTRIES ${image_ENTRIES})
  add_custom_command(OUTPUT "${output}" BYPRODUCTS "${directory}/record.json"
    COMMAND LinuxBake::bake image --recipe "${recipe}"
    DEPENDS LinuxBake::bake ${programs} "${recipe}" ${inputs} ${image_DEPENDS}
    COMMENT "Writing ${target}" VERBATIM)
  set(all "")
  if(image_ALL)
    set(all ALL)
  endif()
  _linuxbake_add_target("${target}" ${all} KIND image OUTPUT "${output}" DEPENDS "${output}")
  _linuxbake_recipe_fields(fields TEXT output "${output}" TEXT work "${directory}/work"
    TEXT record "${directory}/record.json" OBJECT system "${system}"
    OBJECT "${image_KIND}" "${image_OWN}")
  _linuxbake_recipe("${target}" KIND "${image_KIND}" DIRECTORY "${directory}" "${fields}")
  string(STRIP "${image_CMDLINE}" cmdline)
  get_filename_component(name "${output}" NAME)
  _linuxbake_set_properties("${target}" FORMAT "${image_KIND}" ARCH "${image_ARCH}"
    KERNEL "${image_KERNEL}" INITRAMFS "${image_INITRAMFS}" CMDLINE "${cmdline}"
    RECORD "${directory}/record.json" HELP "Write ${name}, a bootable image")
endfunction()
