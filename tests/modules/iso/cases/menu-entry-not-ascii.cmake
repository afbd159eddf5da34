include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs MENU_ENTRY "Über" quiet)
