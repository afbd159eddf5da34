include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(vm-iso image KERNEL vm-kernel INITRAMFS vm-initramfs)
linuxbake_add_manifest(vm-report IMAGES vm-iso COLOUR red)
