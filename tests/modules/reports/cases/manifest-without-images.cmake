include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_manifest(vm-report)
