linuxbake_add_musl(libc)
linuxbake_add_sysroot(sysroot LIBC libc PACKAGES libc)
