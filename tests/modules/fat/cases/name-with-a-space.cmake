include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat("my image" KERNEL vm-kernel INITRAMFS vm-initramfs)
