include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
linuxbake_add_oci_image(vm-image ROOTFS vm-rootfs LABELS "a=[" "b=]")
