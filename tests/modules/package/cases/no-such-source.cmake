linuxbake_add_musl(libc)
linuxbake_add_package(hello SOURCE no-such-source LIBC libc)
