linuxbake_add_musl(libc)
linuxbake_add_busybox(busybox LIBC libc)
linuxbake_add_rootfs(rootfs PACKAGES busybox)
