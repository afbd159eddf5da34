linuxbake_add_kernel(kernel SOURCE_DIR "${CASE_DIRECTORY}")
