file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/kernel.config"
  "CONFIG_NEEDS_FIRST=y\n# CONFIG_FIRST is not set\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG_FIX
  CONFIG_FRAGMENTS "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
