linuxbake_add_kernel(kernel PATCHES missing.patch)
