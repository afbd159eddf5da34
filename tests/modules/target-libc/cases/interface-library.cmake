linuxbake_add_musl(libc)
add_library(headers INTERFACE)
linuxbake_target_libc(headers LIBC libc)
