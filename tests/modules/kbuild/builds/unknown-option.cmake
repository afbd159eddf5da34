file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/kernel.config" "CONFIG_FIRST=y\nCONFIG_FRIST=y\n")
linuxbake_add_kernel(kernel ARCH x86_64
  CONFIG_FRAGMENTS "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
