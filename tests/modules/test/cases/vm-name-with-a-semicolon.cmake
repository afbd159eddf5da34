include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_vm_test(NAME "a;b" KERNEL vm-kernel COMMAND /bin/true)
