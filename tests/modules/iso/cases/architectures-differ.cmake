include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(other initramfs ARCH i386)
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS other)
