# Nothing is built here: the folder is enough of a tree.
set(tree "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
set(fragment "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
file(WRITE "${fragment}" "CONFIG_FIRST=y\n# CONFIG_SECOND is not set.\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG allnoconfig SOURCE_DIR "${tree}"
  CONFIG_FRAGMENTS "${fragment}")
