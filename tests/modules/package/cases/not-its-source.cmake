linuxbake_add_musl(libc)
linuxbake_add_package(hello SOURCE dropbear SOURCE_DIR "${CASE_DIRECTORY}" LIBC libc)
