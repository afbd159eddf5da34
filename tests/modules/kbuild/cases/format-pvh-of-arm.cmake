linuxbake_add_kernel(kernel ARCH aarch64 FORMAT pvh)
