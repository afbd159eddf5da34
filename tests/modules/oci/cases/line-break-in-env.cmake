include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
linuxbake_add_oci_image(vm-image ROOTFS vm-rootfs ENV A=1 "B=2\rC=3")
