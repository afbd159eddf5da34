# Nothing is built here: the folder is enough of a tree.
set(config "${CMAKE_CURRENT_BINARY_DIR}/arm64.config")
file(WRITE "${config}" "#\n# Automatically generated file; DO NOT EDIT.\n"
  "# Linux/arm64 6.12.1 Kernel Configuration\n#\nCONFIG_ARM64=y\nCONFIG_FIRST=y\nCONFIG_SECOND=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG "${config}"
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
