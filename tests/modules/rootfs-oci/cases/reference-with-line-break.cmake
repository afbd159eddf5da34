include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
stand_in(image oci)
linuxbake_rootfs_oci(vm-rootfs IMAGE image REFERENCE "a\nb")
