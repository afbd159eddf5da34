include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(vm-iso image FORMAT iso KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE console=ttyS0)
linuxbake_add_boot_chart(vm-boot-chart IMAGE vm-iso MEDIUM disk FIRMWARE uefi MEMORY 128 CPUS 2
  OUTPUT chart.svg)
linuxbake_add_boot_chart(vm-direct-chart KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE a b)
