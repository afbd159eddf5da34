linuxbake_add_rootfs(rootfs)
linuxbake_add_cxx(cxx LIBC rootfs)
