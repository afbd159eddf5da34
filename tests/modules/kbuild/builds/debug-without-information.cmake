linuxbake_add_kernel(vm ARCH x86_64)
linuxbake_add_debug(kernel KERNEL vm)
