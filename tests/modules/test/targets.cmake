# SPDX-License-Identifier: MIT
#
# Targets as the other modules make them, without anything behind them.
_linuxbake_add_target(kernel KIND kernel OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/bzImage")
_linuxbake_set_properties(kernel ARCH x86_64)
_linuxbake_add_target(arm-kernel KIND kernel OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/Image")
_linuxbake_set_properties(arm-kernel ARCH aarch64)
_linuxbake_add_target(initramfs KIND initramfs OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/initramfs")
_linuxbake_set_properties(initramfs ARCH x86_64)
_linuxbake_add_target(iso KIND image OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/x.iso")
_linuxbake_set_properties(iso ARCH x86_64 FORMAT iso KERNEL kernel INITRAMFS initramfs)
_linuxbake_add_target(fat KIND image OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/x.img")
_linuxbake_set_properties(fat ARCH x86_64 FORMAT fat KERNEL kernel INITRAMFS initramfs)
_linuxbake_add_target(rootfs KIND rootfs)
enable_testing()
