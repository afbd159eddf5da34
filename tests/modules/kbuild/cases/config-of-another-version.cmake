# Nothing is built here: the folder is enough of a tree.
set(config "${CMAKE_CURRENT_BINARY_DIR}/old.config")
file(WRITE "${config}" "#\n# Automatically generated file; DO NOT EDIT.\n"
  "# Linux/x86 6.1.9 Kernel Configuration\n#\nCONFIG_FIRST=y\nCONFIG_SECOND=y\nCONFIG_GONE=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG "${config}"
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
