linuxbake_add_musl(libc)
add_executable(hello IMPORTED)
linuxbake_target_libc(hello LIBC libc)
