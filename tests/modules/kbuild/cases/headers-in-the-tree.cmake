# As "make headers_install" leaves a tree.
linuxbake_add_kernel(kernel ARCH x86_64 SOURCE_DIR "${CASE_DIRECTORY}/linux-headers")
