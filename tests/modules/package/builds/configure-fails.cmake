linuxbake_add_package(package SOURCE hello LIBC libc CONFIGURE --with-impossible)
