include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
linuxbake_rootfs_oci(vm-rootfs LAYOUT .)
