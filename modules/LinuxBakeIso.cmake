# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeIso
------------

.. versionadded:: 0.1

.. versionchanged:: 0.2
  ``ROOT_IMAGE``.

Makes a bootable ISO image of a kernel and an initramfs::

  linuxbake_add_iso(<target> [ALL]
    KERNEL <target> INITRAMFS <target> [ROOT_IMAGE <target>]
    [CMDLINE <word>...]
    [MENU_ENTRY <title> [<word>...]]...
    [TIMEOUT <seconds>]
    [LABEL <label>]
    [FIRMWARE bios|uefi...]
    [OUTPUT <file>])

The image boots as a CD and, written to a stick or used as a disk, from that; on
BIOS and on UEFI machines (without Secure Boot).  The boot loader is GRUB.  Kernel
and initramfs are on it once.  No root and no mount is needed, and the bytes depend
on the inputs alone; the dates are ``SOURCE_DATE_EPOCH``, but at least 1980, as on FAT.

``ALL``
  Build it with the default target.

``KERNEL``, ``INITRAMFS``
  What is booted: targets of ``linuxbake_add_kernel()`` or
  ``linuxbake_import_kernel()``, and of ``linuxbake_add_initramfs()``.  x86_64, i386 or i486.

``ROOT_IMAGE``
  A target of ``linuxbake_add_squashfs()`` with the system itself.  The initramfs then only mounts
  it, as that of ``linuxbake_add_init(TYPE switch_root)`` does.  It is ``/LiveOS/squashfs.img`` on
  the medium.  The command line of each entry that has no ``root=`` gets
  ``root=live:LABEL=<label>``.

``CMDLINE``
  The kernel's command line, in words; with MENU_ENTRY, what all entries have in common.  Default
  without MENU_ENTRY: ``console=tty0 console=ttyS0``.  A word with spaces inside stands in double
  quotes, as the kernel has it; GRUB moves them to the begin of the word (``"x=two words"`` in
  ``/proc/cmdline``), which means the same to the kernel.  A word that GRUB would change is an
  error.  So is a line of more than 2022 bytes, because GRUB adds 25.  So is an ``rdinit=`` that
  names a program which the initramfs lacks, or which cannot start.  That is only a warning if the
  kernel may have an initramfs of its own.

``MENU_ENTRY``
  An entry of the menu: its title, and what its command line has in addition to
  CMDLINE.  A title has up to 70 letters of ASCII.  The first one is the default.  Without it there
  is one entry.

``TIMEOUT``
  Seconds until the default entry starts.  0 starts it at once, without a menu,
  unless Shift is held (on UEFI: Escape was pressed).  Default: 5 with several entries,
  0 with one.

``LABEL``
  The volume label: up to 32 letters, digits and the characters ``_ . -``.
  Default: the name of the target in upper case.

``FIRMWARE``
  Which kinds of machine it shall boot on: ``bios``, ``uefi`` or both.  Default: both
  for x86_64, ``bios`` for i386 and i486.

``OUTPUT``
  Default: ``<target>.iso`` in the directory for images.

The menu is on the screen and, where there is one, on the first serial line (115200
baud); on UEFI, on the firmware's console.

Properties of the target: KIND ``image``, FORMAT ``iso``, OUTPUT, ARCH, KERNEL, INITRAMFS,
CMDLINE (of the default entry), ROOTFS (of ROOT_IMAGE), RECORD (JSON file, written by the build: what
takes the space), RECIPE, HELP.

On the image: ``/boot/vmlinuz``, ``/boot/initramfs``, ``/LiveOS/squashfs.img`` (with ROOT_IMAGE),
``/boot/grub/grub.cfg`` (may be edited with any tool for ISO images), ``/boot/grub/bios.img`` (GRUB
for BIOS, everything in one) and
``/boot/grub/x86_64-efi`` (modules for UEFI, compressed).  UEFI starts from a FAT partition
behind the ISO file system, which holds only the part of GRUB that finds the rest.  The
partition table is a GPT, as on Ubuntu's images; its entry for BIOS is marked active in the
protective MBR, because some BIOSes ask for that.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
  linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE quiet
    MENU_ENTRY "Screen" console=tty0
    MENU_ENTRY "Serial line" console=ttyS0
    TIMEOUT 3)

  # The same system, which need not be in memory.
  linuxbake_add_musl(vm-musl)
  linuxbake_add_busybox(vm-busybox LIBC vm-musl)
  linuxbake_add_init(vm-init TYPE switch_root)
  linuxbake_add_rootfs(vm-early USERLAND vm-busybox INIT vm-init)
  linuxbake_add_initramfs(vm-early-initramfs ROOTFS vm-early)
  linuxbake_add_squashfs(vm-root ROOTFS vm-rootfs)
  linuxbake_add_iso(vm-live-iso KERNEL vm-kernel INITRAMFS vm-early-initramfs ROOT_IMAGE vm-root
    LABEL VM)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/BootEntries.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/BootImage.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/HostProgram.cmake")

# The directory of GRUB's modules for a platform; empty unless FIRMWARE has this one.
function(_linuxbake_find_grub out where what platform firmware all_firmware)
  set(directory "")
  if(firmware IN_LIST all_firmware)
    set(roots /usr/lib/grub /usr/share/grub2 /usr/lib/grub2 /usr/share/grub /usr/local/lib/grub)
    list(TRANSFORM roots APPEND "/${platform}")
    _linuxbake_find_host_directory("${where}" directory "${what}" kernel.img ${roots})
  endif()
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()

# What makes GRUB's partition for UEFI; empty where there is no GRUB for that.
function(_linuxbake_find_tools_for_uefi out_mformat out_gzip where grub)
  set(mformat "")
  set(gzip "")
  if(NOT grub STREQUAL "")
    _linuxbake_find_program("${where}" mformat mtools mformat)
    _linuxbake_find_program("${where}" gzip gzip gzip)
  endif()
  set(${out_mformat} "${mformat}" PARENT_SCOPE)
  set(${out_gzip} "${gzip}" PARENT_SCOPE)
endfunction()

function(_linuxbake_iso_timeout out where timeout titles)
  if(timeout STREQUAL "")
    list(LENGTH titles count)
    set(timeout 0)
    if(count GREATER 1)
      set(timeout 5)
    endif()
  elseif(NOT timeout MATCHES "^(0|[1-9][0-9]?[0-9]?[0-9]?)$")
    _linuxbake_error("${where}" "TIMEOUT '${timeout}' is no number of seconds (0 to 9999).")
  endif()
  set(${out} "${timeout}" PARENT_SCOPE)
endfunction()

function(_linuxbake_iso_label out where target label)
  if(label STREQUAL "")
    string(TOUPPER "${target}" label)
    string(REGEX REPLACE "[^A-Z0-9_.-]" "_" label "${label}")
    string(SUBSTRING "${label}" 0 32 label)
  endif()
  string(LENGTH "${label}" length)
  if(NOT label MATCHES "^[A-Za-z0-9_.-]+$" OR length GREATER 32)
    _linuxbake_error("${where}" "LABEL '${label}' is no volume label of an ISO image."
      "Up to 32 letters, digits and the characters _ . - may stand in it.")
  endif()
  set(${out} "${label}" PARENT_SCOPE)
endfunction()

function(_linuxbake_write_grub_cfg file target timeout titles cmdlines)
  set(entries "")
  foreach(title cmdline IN ZIP_LISTS titles cmdlines)
    _linuxbake_grub_words(words "${cmdline}")
    string(APPEND entries "menuentry '${title}' {\n"
      "  $linux /boot/vmlinuz${words}\n"
      "  $initrd /boot/initramfs\n"
      "}\n")
  endforeach()
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/grub.cfg.in" "${file}" @ONLY)
endfunction()

# Where the root is, in each command line that does not say so itself; each begins with a space.
function(_linuxbake_iso_root out root cmdlines)
  set(complete "")
  foreach(cmdline IN LISTS cmdlines)
    if(NOT cmdline MATCHES " root=")
      string(PREPEND cmdline " ${root}")
    endif()
    list(APPEND complete "${cmdline}")
  endforeach()
  set(${out} "${complete}" PARENT_SCOPE)
endfunction()

function(linuxbake_add_iso target)
  _linuxbake_parse_arguments(target "ALL" "KERNEL;INITRAMFS;ROOT_IMAGE;LABEL;TIMEOUT;OUTPUT"
    "CMDLINE;MENU_ENTRY;FIRMWARE" CMDLINE MENU_ENTRY)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED KERNEL INITRAMFS)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_architectures_for(machines bios)
  _linuxbake_check_parents("${where}" arch "${arg_KERNEL}" "${arg_INITRAMFS}" ${machines})
  _linuxbake_get_architecture("${where}" "${arch}")
  set(added 25)
  if(NOT "${arg_ROOT_IMAGE}" STREQUAL "")
    _linuxbake_require_target("${where}" ROOT_IMAGE "${arg_ROOT_IMAGE}" squashfs)
    _linuxbake_require_same_arch("${where}" "${arg_KERNEL}" "${arg_ROOT_IMAGE}")
    math(EXPR added "${added} + 49") # " root=live:LABEL=" and the longest label
  endif()
  _linuxbake_check_list_text("${where}" "${arg_CMDLINE}${arg_MENU_ENTRY}")
  _linuxbake_boot_entries("${where}" menu "Linux"
    KEYWORDS ALL KERNEL INITRAMFS ROOT_IMAGE LABEL TIMEOUT OUTPUT FIRMWARE
    CONSOLES ${arch_CONSOLES} LOADERS GRUB=${added} ARGUMENTS ${ARGN})
  _linuxbake_iso_timeout(timeout "${where}" "${arg_TIMEOUT}" "${menu_TITLES}")
  _linuxbake_iso_label(label "${where}" "${target}" "${arg_LABEL}")
  if("${arg_FIRMWARE}" STREQUAL "")
    set(arg_FIRMWARE "${arch_FIRMWARE}")
  endif()
  _linuxbake_check_firmware("${where}" "${arch}" ${arg_FIRMWARE})
  if(NOT "${arg_ROOT_IMAGE}" STREQUAL "")
    _linuxbake_iso_root(menu_CMDLINES "root=live:LABEL=${label}" "${menu_CMDLINES}")
  endif()

  _linuxbake_find_program("${where}" mkimage grub-mkimage grub-mkimage grub2-mkimage)
  _linuxbake_find_grub(grub_bios "${where}" "GRUB for BIOS" i386-pc bios "${arg_FIRMWARE}")
  _linuxbake_find_grub(grub_uefi "${where}" "GRUB for UEFI" x86_64-efi uefi "${arg_FIRMWARE}")
  _linuxbake_find_program("${where}" xorriso xorriso xorriso)
  _linuxbake_find_tools_for_uefi(mformat gzip "${where}" "${grub_uefi}")
  set(inputs "${xorriso}" "${mkimage}")
  foreach(directory IN LISTS grub_bios grub_uefi)
    list(APPEND inputs "${directory}/kernel.img")
  endforeach()

  set(menu "${CMAKE_CURRENT_BINARY_DIR}/${target}/grub.cfg")
  _linuxbake_write_grub_cfg("${menu}" "${target}" "${timeout}" "${menu_TITLES}"
    "${menu_CMDLINES}")
  set(uefi_menu "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/grub-uefi.cfg.in")
  _linuxbake_recipe_fields(own TEXT label "${label}" TEXT menu "${menu}"
    TEXT uefi_menu "${uefi_menu}" TEXT xorriso "${xorriso}" TEXT mkimage "${mkimage}"
    TEXT grub_bios "${grub_bios}" TEXT grub_uefi "${grub_uefi}" TEXT mformat "${mformat}"
    TEXT gzip "${gzip}")
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.iso")
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  list(GET menu_CMDLINES 0 cmdline)
  _linuxbake_add_image("${target}" ${all} KIND iso ARCH "${arch}" KERNEL "${arg_KERNEL}"
    INITRAMFS "${arg_INITRAMFS}" ROOT_IMAGE "${arg_ROOT_IMAGE}" CMDLINE "${cmdline}"
    ENTRIES ${menu_CMDLINES} OUTPUT "${output}" OWN "${own}"
    DEPENDS "${menu}" "${uefi_menu}" ${inputs})
  if(NOT "${arg_ROOT_IMAGE}" STREQUAL "")
    linuxbake_get_property(rootfs "${arg_ROOT_IMAGE}" ROOTFS)
    _linuxbake_set_properties("${target}" ROOTFS "${rootfs}")
  endif()
endfunction()
