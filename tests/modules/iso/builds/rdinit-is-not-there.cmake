include("${CASE_DIRECTORY}/../../KernelWithText.cmake")
linuxbake_add_iso(image KERNEL vm-kernel INITRAMFS initramfs FIRMWARE bios CMDLINE quiet
  MENU_ENTRY "First" console=tty0 MENU_ENTRY "Second" "rdinit=\"/my $<1:init>\"")
