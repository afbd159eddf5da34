file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/kernel.config" "CONFIG_NEEDS_FIRST=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG allnoconfig
  CONFIG_FRAGMENTS "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
