include("${CASE_DIRECTORY}/../../StandIns.cmake")
string(REPEAT "0123456789 " 183 words)
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE "${words}012345678")
