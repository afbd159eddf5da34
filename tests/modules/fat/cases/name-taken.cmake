include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat(vm-kernel KERNEL vm-kernel INITRAMFS vm-initramfs)
