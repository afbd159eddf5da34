# SPDX-License-Identifier: MIT
#
# A kernel that is only a file, for builds that end before anybody reads it, and an initramfs with a
# text and no program.
set(directory "${CMAKE_CURRENT_BINARY_DIR}")
file(WRITE "${directory}/kernel" "kernel")
file(WRITE "${directory}/kernel.config" "CONFIG_BLK_DEV_INITRD=y\nCONFIG_INITRAMFS_SOURCE=\"\"\n")
add_custom_target(vm-kernel)
_linuxbake_set_properties(vm-kernel KIND kernel ARCH x86_64 OUTPUT "${directory}/kernel"
  CONFIG "${directory}/kernel.config")
file(WRITE "${directory}/overlay/text" "text\n")
linuxbake_add_rootfs(rootfs OVERLAY "${directory}/overlay")
linuxbake_add_initramfs(initramfs ROOTFS rootfs COMPRESSION none)
