include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_boot_chart(vm-boot-chart KERNEL vm-kernel INITRAMFS vm-initramfs ACCELERATOR kvm)
