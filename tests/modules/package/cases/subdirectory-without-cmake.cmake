linuxbake_add_musl(libc)
linuxbake_add_package(hello SOURCE dropbear LIBC libc SOURCE_SUBDIR src)
