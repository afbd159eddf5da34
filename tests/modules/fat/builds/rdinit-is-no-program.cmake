include("${CASE_DIRECTORY}/../../KernelWithText.cmake")
linuxbake_add_fat(image KERNEL vm-kernel INITRAMFS initramfs CMDLINE quiet rdinit=/text)
