include("${CASE_DIRECTORY}/../../StandIns.cmake")
string(REPEAT "0123456789 " 182 words)
linuxbake_add_fat(fits KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE "${words}012345")
linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE "${words}0123456")
