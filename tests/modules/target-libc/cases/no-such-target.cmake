linuxbake_add_musl(libc)
linuxbake_target_libc(hello LIBC libc)
