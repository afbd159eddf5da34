linuxbake_add_kernel(kernel ARCH x86_64 FORMAT elf)
