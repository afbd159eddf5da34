include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE quiet "x=a\"b c\"")
