# SPDX-License-Identifier: MIT
# Who asks for clang is told what it is used for.
set(ENV{CC} clang-19)
set(ENV{LLVM} 1)
linuxbake_add_kernel(kernel ARCH x86_64)
linuxbake_add_musl(libc ARCH x86_64)
