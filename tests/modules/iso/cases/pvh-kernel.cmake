include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(pvh-kernel kernel FORMAT pvh)
linuxbake_add_iso(vm-iso KERNEL pvh-kernel INITRAMFS vm-initramfs)
