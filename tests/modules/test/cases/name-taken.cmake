include("${CASE_DIRECTORY}/../../StandIns.cmake")
enable_testing()
linuxbake_add_boot_test(NAME "a b" KERNEL vm-kernel)
linuxbake_add_boot_test(NAME "a b" KERNEL vm-kernel)
