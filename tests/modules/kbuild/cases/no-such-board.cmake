# Nothing is built here: the folder is enough of a tree.
set(tree "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
set(fragment "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
file(WRITE "${fragment}" "CONFIG_SECOND=y\n")
linuxbake_add_kernel(good ARCH x86_64 CONFIG x86_64_defconfig SOURCE_DIR "${tree}"
  CONFIG_FRAGMENTS "${fragment}")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG raspberry_defconfig SOURCE_DIR "${tree}"
  CONFIG_FRAGMENTS "${fragment}")
