file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/busybox.config"
  "# Busybox version: 1.36.1\nCONFIG_STATIC=y\nCONFIG_ASH=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG "${CMAKE_CURRENT_BINARY_DIR}/busybox.config")
