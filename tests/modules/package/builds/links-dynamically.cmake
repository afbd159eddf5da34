# As a makefile does that does not heed CC: a program of this machine.
linuxbake_add_package(package SOURCE hello LIBC libc INSTALL install PROGRAM=/bin/ls)
