include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs
  LABEL A23456789B123456789C123456789D123)
