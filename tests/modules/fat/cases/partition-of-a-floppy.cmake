include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat(vm-boot KERNEL vm-kernel INITRAMFS vm-initramfs PARTITION_START 2048 SIZE 1440K)
