linuxbake_add_musl(libc VERSION)
