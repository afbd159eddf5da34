include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_rootfs(vm-rootfs)
string(REPEAT 0 64 hash)
linuxbake_rootfs_oci(vm-rootfs ARCHIVE no.tar SHA256 ${hash})
