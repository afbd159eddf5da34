linuxbake_add_musl(libc ARCH i486)
linuxbake_add_cxx(cxx LIBC libc)
