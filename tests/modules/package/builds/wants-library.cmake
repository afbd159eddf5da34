# A program that wants a library which no package of DEPENDS has.
linuxbake_add_package(package SOURCE hello SOURCE_DIR "${CASE_DIRECTORY}/wants-library" LIBC libc
  BUILD_SYSTEM make)
