include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
linuxbake_add_squashfs(vm-root ROOTFS vm-rootfs)
linuxbake_add_run(vm-run IMAGE vm-root)
