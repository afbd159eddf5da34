include("${CASE_DIRECTORY}/../../StandIns.cmake")
# As if GRUB's modules were not there.
_linuxbake_find_host_directory("linuxbake_add_iso(vm-iso)" directory "GRUB for UEFI" kernel.img
  /nonexistent/grub/x86_64-efi "${CASE_DIRECTORY}")
