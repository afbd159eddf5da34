include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat(vm-fat INITRAMFS vm-initramfs)
