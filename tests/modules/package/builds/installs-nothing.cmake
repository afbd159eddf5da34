linuxbake_add_package(package SOURCE hello LIBC libc INSTALL install EMPTY=1)
