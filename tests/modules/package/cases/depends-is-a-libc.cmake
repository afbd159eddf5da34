linuxbake_add_musl(libc)
linuxbake_add_package(hello SOURCE dropbear LIBC libc DEPENDS libc)
