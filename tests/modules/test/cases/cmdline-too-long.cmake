include("${CASE_DIRECTORY}/../../StandIns.cmake")
string(REPEAT "x" 2048 word)
linuxbake_add_boot_test(NAME a KERNEL vm-kernel CMDLINE ${word})
