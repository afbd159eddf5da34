include("${CASE_DIRECTORY}/../../StandIns.cmake")
stand_in(arm-kernel kernel ARCH aarch64)
stand_in(arm-initramfs initramfs ARCH aarch64)
linuxbake_add_fat(vm-fat KERNEL arm-kernel INITRAMFS arm-initramfs FIRMWARE bios uefi)
