include("${CASE_DIRECTORY}/../../StandIns.cmake")
string(REPEAT "0123456789 " 187 words)
linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE "${words}")
