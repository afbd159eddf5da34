include("${CASE_DIRECTORY}/../../StandIns.cmake")
add_custom_target(something)
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS something)
