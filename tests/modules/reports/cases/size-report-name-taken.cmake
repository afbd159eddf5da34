include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(vm-iso image KERNEL vm-kernel INITRAMFS vm-initramfs)
linuxbake_add_size_report(vm-kernel IMAGES vm-iso)
