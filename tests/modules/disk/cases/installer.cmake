include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat(vm-boot KERNEL vm-kernel INITRAMFS vm-initramfs PARTITION_START 2048
  CMDLINE root=LABEL=x rw)
linuxbake_add_rootfs(vm-rootfs)
linuxbake_rootfs_installer(vm-rootfs BOOT vm-boot)
