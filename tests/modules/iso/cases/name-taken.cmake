include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso(vm-kernel KERNEL vm-kernel INITRAMFS vm-initramfs)
