include("${CASE_DIRECTORY}/../../StandIns.cmake")
string(REPEAT "0123456789 " 184 words)
linuxbake_add_fat(fits FIRMWARE uefi KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE "${words}01234")
linuxbake_add_fat(vm-fat FIRMWARE uefi KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE "${words}012345")
