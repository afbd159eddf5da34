linuxbake_add_kernel(kernel ARCH x86_64 PATCHES "${CASE_DIRECTORY}/wrong.patch")
