include("${CASE_DIRECTORY}/../../StandIns.cmake")
linuxbake_add_help(COLOUR red)
