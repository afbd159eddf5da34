include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(other initramfs ARCH i386)
linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS other)
