linuxbake_add_busybox(busybox LIBC libc)
