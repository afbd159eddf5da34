include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs
  MENU_ENTRY "Screen" console=tty0
  MENU_ENTRY "Screen" console=ttyS0)
