include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat(vm-boot KERNEL vm-kernel INITRAMFS vm-initramfs PARTITION_START 2048)
linuxbake_add_rootfs(vm-rootfs)
linuxbake_add_disk(vm-disk BOOT vm-boot ROOTFS vm-rootfs LABEL vm SIZE 64M
  UUID 123E4567-e89b-12d3-a456-426614174000 OUTPUT vm.disk)
