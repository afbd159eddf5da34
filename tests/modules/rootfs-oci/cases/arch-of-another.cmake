include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
set_target_properties(vm-rootfs PROPERTIES LINUXBAKE_ARCH aarch64)
linuxbake_rootfs_oci(vm-rootfs LAYOUT . ARCH x86_64)
