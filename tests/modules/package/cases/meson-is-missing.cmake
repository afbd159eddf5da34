include("${CASE_DIRECTORY}/../../cxx/HostWith.cmake")
linuxbake_add_musl(libc)
host_with(gcc as ld make stat)
linuxbake_add_package(hello SOURCE dropbear LIBC libc BUILD_SYSTEM meson)
