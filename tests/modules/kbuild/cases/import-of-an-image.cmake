# Succeeds: the architecture is the file's.
string(ASCII 5 version)
set(archs aarch64 riscv64)
set(magics ARMd "RSC${version}")
foreach(arch magic IN ZIP_LISTS archs magics)
  file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/Image-${arch}"
    "01234567890123456789012345678901234567890123456789012345${magic}")
  linuxbake_import_kernel(kernel-${arch} FILE "${CMAKE_CURRENT_BINARY_DIR}/Image-${arch}")
  linuxbake_get_property(found kernel-${arch} ARCH)
  message(STATUS "${arch}: arch=${found}")
endforeach()
