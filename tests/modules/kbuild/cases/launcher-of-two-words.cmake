set(LINUXBAKE_COMPILER_LAUNCHER "ccache distcc")
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG tinyconfig
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/linux")
