linuxbake_add_musl(libc)
linuxbake_add_cxx(cxx LIBC libc)
linuxbake_add_cxx(again LIBC cxx)
