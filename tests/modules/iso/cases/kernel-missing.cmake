include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso(vm-iso INITRAMFS vm-initramfs)
