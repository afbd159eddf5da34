# The kernel is only a file: the build ends before anybody reads it.
set(directory "${CMAKE_CURRENT_BINARY_DIR}")
file(WRITE "${directory}/kernel" "kernel")
file(WRITE "${directory}/kernel.config" "CONFIG_BLK_DEV_INITRD=y\nCONFIG_INITRAMFS_SOURCE=\"\"\n")
add_custom_target(vm-kernel)
_linuxbake_set_properties(vm-kernel KIND kernel ARCH x86_64 OUTPUT "${directory}/kernel"
  CONFIG "${directory}/kernel.config")
file(WRITE "${directory}/overlay/text" "text\n")
linuxbake_add_rootfs(rootfs OVERLAY "${directory}/overlay")
linuxbake_add_initramfs(initramfs ROOTFS rootfs COMPRESSION none)
linuxbake_add_iso(image KERNEL vm-kernel INITRAMFS initramfs FIRMWARE bios CMDLINE quiet
  MENU_ENTRY "First" console=tty0 MENU_ENTRY "Second" "rdinit=\"/my $<1:init>\"")
