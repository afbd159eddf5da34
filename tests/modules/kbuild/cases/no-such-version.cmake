linuxbake_add_kernel(kernel VERSION 0.1)
