set(LINUXBAKE_KCONFIG make)
linuxbake_add_kernel(kernel ARCH x86_64)
