include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_summary(vm-report IMAGES vm-kernel)
