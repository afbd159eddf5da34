# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeRun
------------

A target that starts a system in QEMU, to look at and to type in::

  linuxbake_add_run(<target>
    { IMAGE <image> [MEDIUM cdrom|disk|floppy] [FIRMWARE bios|uefi] |
      KERNEL <kernel> [INITRAMFS <initramfs>] [CMDLINE <word>...] }
    [MEMORY <MiB>] [CPUS <n>] [ACCELERATOR auto|tcg|kvm] [WINDOW])

``cmake --build <dir> --target <target>`` builds what is to be started, if need
be, and starts it.  The machine's serial line is the terminal; Ctrl-A X ends the
machine.

``WINDOW``
  Opens a window with the machine's screen and keyboard besides.
``ACCELERATOR``
  ``auto`` (the default) takes KVM if a boot test of the same system has proved
  here that it works, else QEMU's emulation, ``tcg``.

The other keywords are described in ``LinuxBakeTest``.

Example::

  linuxbake_add_run(hello-run IMAGE hello-iso)
  linuxbake_add_run(hello-window IMAGE hello-iso WINDOW)
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Machine.cmake")

function(linuxbake_add_run target)
  _linuxbake_get_machine_keywords(machine_keywords)
  cmake_parse_arguments(PARSE_ARGV 1 arg "WINDOW" "${machine_keywords}" "CMDLINE")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_machine_options("${where}" machine targets)
  set(window "")
  set(help "Starts ${targets} in QEMU, on this terminal")
  if(arg_WINDOW)
    set(window --window)
    set(help "Starts ${targets} in QEMU, in a window")
  endif()
  string(REPLACE ";" " with " help "${help}")
  set(files "")
  foreach(made IN LISTS targets)
    list(APPEND files "$<TARGET_PROPERTY:${made},LINUXBAKE_OUTPUT>")
  endforeach()
  add_custom_target("${target}"
    COMMAND LinuxBake::boot start
      "--directory=${CMAKE_CURRENT_BINARY_DIR}/${target}" ${machine} ${window}
    DEPENDS ${targets} ${files} LinuxBake::boot
    USES_TERMINAL VERBATIM COMMENT "Starting ${target}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake LINUXBAKE_HELP "${help}")
endfunction()
