# The file that is not packed, and the options that let machines load it.
linuxbake_add_kernel(kernel ARCH i486 FORMAT pvh)
linuxbake_get_property(format kernel FORMAT)
_linuxbake_kernel_format(file fragments where pvh i486 x86 bzImage)
if(NOT format STREQUAL "pvh" OR NOT EXISTS "${fragments}"
    OR NOT fragments MATCHES "/modules/fragments/linux/pvh.config$"
    OR NOT file STREQUAL "arch/x86/boot/compressed/vmlinux.bin")
  message(FATAL_ERROR "${format}: ${file} ${fragments}")
endif()
linuxbake_add_kernel(other ARCH aarch64)
linuxbake_get_property(format other FORMAT)
_linuxbake_kernel_format(file fragments where boot aarch64 arm64 Image)
if(NOT format STREQUAL "boot" OR NOT file STREQUAL "arch/arm64/boot/Image"
    OR NOT fragments STREQUAL "")
  message(FATAL_ERROR "${format}: ${file} ${fragments}")
endif()
