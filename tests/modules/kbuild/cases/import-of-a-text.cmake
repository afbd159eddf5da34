linuxbake_import_kernel(kernel FILE "${CMAKE_CURRENT_LIST_FILE}")
