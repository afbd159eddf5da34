include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_boot_test(NAME "a;b" KERNEL vm-kernel)
