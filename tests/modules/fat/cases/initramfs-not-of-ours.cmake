include("${CASE_DIRECTORY}/../../StandIns.cmake")
add_custom_target(something)
linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS something)
