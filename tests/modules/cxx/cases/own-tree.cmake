# A tree of the user's own says which LLVM it is: the newest clang that fits is taken.
linuxbake_add_musl(libc)
linuxbake_add_cxx(cxx LIBC libc SOURCE_DIR "${CASE_DIRECTORY}/llvm-tree")
