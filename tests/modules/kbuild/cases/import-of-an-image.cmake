# Succeeds: the architecture is the file's.
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/Image"
  "01234567890123456789012345678901234567890123456789012345ARMd")
linuxbake_import_kernel(kernel FILE "${CMAKE_CURRENT_BINARY_DIR}/Image")
linuxbake_get_property(arch kernel ARCH)
message(STATUS "arch=${arch}")
