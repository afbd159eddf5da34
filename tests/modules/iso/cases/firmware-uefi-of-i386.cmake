include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(old-kernel kernel ARCH i386)
stand_in(old-initramfs initramfs ARCH i386)
linuxbake_add_iso(vm-iso KERNEL old-kernel INITRAMFS old-initramfs FIRMWARE uefi)
