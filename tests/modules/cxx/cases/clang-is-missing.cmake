include("${CASE_DIRECTORY}/../HostWith.cmake")
linuxbake_add_musl(libc)
host_with(gcc as ld make stat)
linuxbake_add_cxx(cxx LIBC libc)
