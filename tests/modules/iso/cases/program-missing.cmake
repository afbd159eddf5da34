include("${CASE_DIRECTORY}/../../StandIns.cmake")
set(ENV{PATH} /nonexistent)
linuxbake_add_iso(vm-iso KERNEL vm-kernel INITRAMFS vm-initramfs)
