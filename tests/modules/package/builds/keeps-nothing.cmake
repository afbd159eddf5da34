linuxbake_add_package(package SOURCE hello LIBC libc KEEP /usr/bin/hello /usr/sbin/*)
