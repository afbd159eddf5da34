include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS vm-initramfs FIRMWARE efi)
