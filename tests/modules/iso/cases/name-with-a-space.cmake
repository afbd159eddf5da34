include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso("my image" KERNEL vm-kernel INITRAMFS vm-initramfs)
