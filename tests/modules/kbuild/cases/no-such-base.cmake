linuxbake_add_kernel(kernel CONFIG noconfig)
