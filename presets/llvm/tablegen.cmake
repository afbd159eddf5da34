# SPDX-License-Identifier: MIT
#
# LLVM's generators of tables, which run while clang is built; they are of the machine that builds.
# The presets with LLVM have the same ones: they are built once, and taken from the cache then.
include_guard(DIRECTORY)

linuxbake_add_musl(${PROJECT_NAME}-native-musl)
linuxbake_add_cxx(${PROJECT_NAME}-native-cxx LIBC ${PROJECT_NAME}-native-musl)
linuxbake_add_package(${PROJECT_NAME}-tablegen SOURCE llvm LIBC ${PROJECT_NAME}-native-cxx
  BUILD_SYSTEM cmake SOURCE_SUBDIR llvm
  CONFIGURE -C "${CMAKE_CURRENT_LIST_DIR}/common.cmake"
    "-DCMAKE_PROJECT_TOP_LEVEL_INCLUDES=${CMAKE_CURRENT_LIST_DIR}/alone.cmake"
    -DLLVM_ENABLE_PROJECTS=clang -DLLVM_TARGETS_TO_BUILD=
    "-DLLVM_DISTRIBUTION_COMPONENTS=llvm-tblgen;clang-tblgen"
  MAKE distribution INSTALL install-distribution
  KEEP /usr/bin/llvm-tblgen /usr/bin/clang-tblgen)
