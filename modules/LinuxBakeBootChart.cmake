# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeBootChart
------------------

.. versionadded:: 0.1

A target that draws where the time of a boot goes, from power-on to the shell::

  linuxbake_add_boot_chart(<target>
    { IMAGE <image> [MEDIUM cdrom|disk|floppy] [FIRMWARE bios|uefi] |
      KERNEL <kernel> INITRAMFS <initramfs> [CMDLINE <word>...] }
    [MEMORY <MiB>] [CPUS <n>] [OUTPUT <file>])

``cmake --build <dir> --target <target>`` boots the system twice, emulated by QEMU, writes a picture
(SVG) and prints its figures.  The first boot is measured in seconds, which depend on the host and
on what else it does.  In the second one QEMU counts instructions, a figure that is the same in
every run and on every host.  That boot starts the kernel and its initramfs directly, because QEMU
cannot count the instructions of a boot loader.

The phases are those that can be seen from outside: the firmware (SeaBIOS, OVMF), until it goes on
to the boot loader; the loader and the unpacking of the kernel, until the kernel's first message;
the kernel, until it starts init; init, until the prompt.  If a message does not come, as with a
quiet kernel, two phases become one.  Below them stand the longest waits between two lines of the
serial line.

``OUTPUT``
  The picture; relative to the directory for images.  Default: ``<target>.svg``.

The other keywords are described in ``LinuxBakeTest``.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_import_kernel(vm-kernel FILE bzImage)
  linuxbake_add_rootfs(vm-rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(vm-initramfs ROOTFS vm-rootfs)
  linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs)
  linuxbake_add_boot_chart(vm-boot-chart IMAGE vm-iso)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")

function(linuxbake_add_boot_chart target)
  _linuxbake_parse_arguments(target ""
    "IMAGE;MEDIUM;FIRMWARE;KERNEL;INITRAMFS;MEMORY;CPUS;OUTPUT" "CMDLINE" CMDLINE)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_command_line(cmdline)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_machine_options("${where}" machine targets IMAGE "${arg_IMAGE}"
    MEDIUM "${arg_MEDIUM}" FIRMWARE "${arg_FIRMWARE}" KERNEL "${arg_KERNEL}"
    INITRAMFS "${arg_INITRAMFS}" CMDLINE "${cmdline}" MEMORY "${arg_MEMORY}" CPUS "${arg_CPUS}")
  _linuxbake_system_of_image("${where}" direct "${arg_IMAGE}" "${arg_KERNEL}"
    "${arg_INITRAMFS}" "${cmdline}")
  _linuxbake_machine_options("${where}" counted unused KERNEL "${direct_KERNEL}"
    INITRAMFS "${direct_INITRAMFS}" CMDLINE "${direct_CMDLINE}" MEMORY "${arg_MEMORY}"
    CPUS "${arg_CPUS}")
  _linuxbake_output_path(output "${arg_OUTPUT}" "${target}.svg")
  _linuxbake_outputs_of(files ${targets})
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  list(GET targets 0 name)
  set(boot LinuxBake::boot run --timeline --accel=tcg "--name=${name}")
  add_custom_target("${target}"
    COMMAND ${boot} "--directory=${directory}/seconds" ${machine}
    COMMAND ${boot} --icount "--directory=${directory}/instructions" ${counted}
    COMMAND LinuxBake::report boot-chart --boot "${directory}/seconds"
      --counted "${directory}/instructions" --output "${output}"
    COMMAND "${CMAKE_COMMAND}" -E echo "The picture: ${output}"
    DEPENDS ${targets} ${files} LinuxBake::boot LinuxBake::report
    USES_TERMINAL VERBATIM COMMENT "Booting ${name} twice: in seconds, and in instructions")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake
    LINUXBAKE_HELP "Draw where the time of a boot in QEMU goes: ${output}")
endfunction()
