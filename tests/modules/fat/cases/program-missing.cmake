include("${CASE_DIRECTORY}/../../StandIns.cmake")
set(ENV{PATH} /nonexistent)
linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS vm-initramfs)
