include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_size_report(vm-report KERNEL vm-kernel LIMIT many)
