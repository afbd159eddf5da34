linuxbake_add_kernel("two words")
