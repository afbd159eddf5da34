linuxbake_add_musl(libc)
linuxbake_add_package(hello SOURCE dropbear LIBC libc BUILD_SYSTEM make AUTORECONF)
