file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/kernel.config" "CONFIG_MODULES=y\nCONFIG_MODULE_SIG=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 MODULES
  CONFIG_FRAGMENTS "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
