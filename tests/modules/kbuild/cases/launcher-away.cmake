set(LINUXBAKE_COMPILER_LAUNCHER no-such-launcher)
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG tinyconfig
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
