include("${CASE_DIRECTORY}/../../StandIns.cmake")
# Keywords of one value between those of several, a title with a double quote, words in one string.
linuxbake_add_iso(vm-iso KERNEL vm-kernel CMDLINE quiet "loglevel=3  panic=1"
  MENU_ENTRY "Screen" console=tty0 INITRAMFS vm-initramfs
  MENU_ENTRY "Serial \"line\"" console=ttyS0,115200n8 "dyndbg=\"file init/main.c +p\""
  TIMEOUT 7 MENU_ENTRY "Neither" CMDLINE root=/dev/ram0)
linuxbake_add_iso(plain-iso KERNEL vm-kernel INITRAMFS vm-initramfs)
foreach(target IN ITEMS vm-iso plain-iso)
  file(READ "${CMAKE_CURRENT_BINARY_DIR}/${target}/grub.cfg" actual)
  file(READ "${CASE_DIRECTORY}/menu-${target}.cfg" expected)
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "${target}: grub.cfg is\n${actual}")
  endif()
  linuxbake_get_property(cmdline ${target} CMDLINE)
  message(STATUS "${target}: ${cmdline}")
endforeach()
