include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs ROOT_IMAGE vm-initramfs)
