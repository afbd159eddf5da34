include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(vm-iso image FORMAT iso KERNEL vm-kernel INITRAMFS vm-initramfs)
linuxbake_add_boot_chart(vm-boot-chart IMAGE vm-iso KERNEL vm-kernel)
