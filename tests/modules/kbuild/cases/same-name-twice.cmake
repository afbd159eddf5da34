add_custom_target(kernel)
linuxbake_add_kernel(kernel)
