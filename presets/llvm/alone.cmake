# SPDX-License-Identifier: MIT
#
# What is built runs on the machine that builds, although it is compiled by a toolchain file. LLVM
# would build its generators twice otherwise, the second time with another compiler.
set(CMAKE_CROSSCOMPILING FALSE)
