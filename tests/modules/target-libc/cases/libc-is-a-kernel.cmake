include("${CASE_DIRECTORY}/../../StandIns.cmake")
add_executable(hello IMPORTED)
linuxbake_target_libc(hello LIBC vm-kernel)
