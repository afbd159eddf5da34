# Nothing would keep what root installs from the host's directories: nothing is installed.
linuxbake_add_package(package SOURCE hello LIBC libc BUILD_SYSTEM make
  INSTALL install "ELSEWHERE=${CMAKE_BINARY_DIR}/elsewhere")
