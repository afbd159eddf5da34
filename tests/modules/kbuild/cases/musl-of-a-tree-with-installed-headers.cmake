# The libc's headers are the kernel's, made elsewhere as well.
set(LINUXBAKE_SOURCE_DIR_LINUX "${CASE_DIRECTORY}/installed-headers")
linuxbake_add_musl(libc ARCH x86_64)
