# With LINUXBAKE_UNCONFINED_INSTALL=1 the makefile runs, and is judged by what it has installed.
linuxbake_add_package(package SOURCE hello LIBC libc BUILD_SYSTEM make INSTALL install EMPTY=1)
