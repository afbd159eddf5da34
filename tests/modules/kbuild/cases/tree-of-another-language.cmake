set(fragment "${CMAKE_CURRENT_BINARY_DIR}/kernel.config")
file(WRITE "${fragment}" "CONFIG_A=y\n")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG allnoconfig CONFIG_FRAGMENTS "${fragment}"
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux-language")
