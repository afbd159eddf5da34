# A project in C++, for a libc without it.
linuxbake_add_package(package SOURCE hello SOURCE_DIR "${CASE_DIRECTORY}/wants-cxx" LIBC libc
  BUILD_SYSTEM cmake)
