# Nothing is built here: the folder is enough of a tree.
set(config "${CMAKE_CURRENT_BINARY_DIR}/busybox.config")
file(WRITE "${config}" "#\n# Automatically generated make config: don't edit\n"
  "# Busybox version: 1.36.1\n#\nCONFIG_HAVE_DOT_CONFIG=y\nCONFIG_STATIC=y\nCONFIG_ASH=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG "${config}"
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
