linuxbake_add_kernel(kernel VERSION 6.12 SOURCE_DIR .)
