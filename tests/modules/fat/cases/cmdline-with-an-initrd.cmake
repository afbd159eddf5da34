include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_fat(vm-fat KERNEL vm-kernel INITRAMFS vm-initramfs CMDLINE quiet initrd=/other)
