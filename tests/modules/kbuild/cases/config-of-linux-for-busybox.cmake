# Nothing is built here: the folder is enough of a tree.
set(config "${CMAKE_CURRENT_BINARY_DIR}/linux.config")
file(WRITE "${config}" "#\n# Automatically generated file; DO NOT EDIT.\n"
  "# Linux/x86 6.12.1 Kernel Configuration\n#\nCONFIG_SMP=y\nCONFIG_PRINTK=y\n")
linuxbake_add_musl(libc ARCH x86_64)
linuxbake_add_busybox(busybox LIBC libc CONFIG "${config}"
  SOURCE_DIR "${CASE_DIRECTORY}/../../../fake-kbuild/busybox")
