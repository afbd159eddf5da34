linuxbake_add_kernel(kernel)
linuxbake_add_rootfs(rootfs)
linuxbake_rootfs_modules(rootfs KERNEL kernel)
