linuxbake_add_kernel(kernel ARCH sparc)
