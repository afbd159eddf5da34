linuxbake_import_kernel(kernel FILE missing)
