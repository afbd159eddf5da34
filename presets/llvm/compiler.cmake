# SPDX-License-Identifier: MIT
# What LLVM's CMake is told for the compiler of the system: clang, lld and the tools that take the
# place of GNU binutils, as one program with many names.
include("${CMAKE_CURRENT_LIST_DIR}/alone.cmake")
find_program(LLVM_TABLEGEN llvm-tblgen REQUIRED) # in PATH, by NATIVE_DEPENDS
find_program(CLANG_TABLEGEN clang-tblgen REQUIRED)

set(LLVM_ENABLE_PROJECTS clang lld CACHE STRING "")
# Each system compiles for the other one, too.
set(LLVM_TARGETS_TO_BUILD X86 AArch64 CACHE STRING "")

# One program: most of what clang, lld and the tools consist of they have in common.
set(LLVM_TOOL_LLVM_DRIVER_BUILD ON CACHE BOOL "")
set(LLVM_INSTALL_BINUTILS_SYMLINKS ON CACHE BOOL "")
set(LLVM_DISTRIBUTION_COMPONENTS llvm-driver clang lld clang-resource-headers llvm-ar llvm-cxxfilt llvm-nm
  llvm-objcopy llvm-objdump llvm-readobj llvm-size llvm-symbolizer CACHE STRING "")
set(CLANG_LINKS_TO_CREATE clang++ clang-cpp cc c++ cpp CACHE STRING "")
set(LLD_SYMLINKS_TO_CREATE ld ld.lld CACHE STRING "")

# What a compiler for programs of this system does without being told.
foreach(choice IN ITEMS CXX_STDLIB=libc++ RTLIB=compiler-rt UNWINDLIB=libunwind LINKER=lld
    OBJCOPY=llvm-objcopy PIE_ON_LINUX=OFF)
  string(REGEX MATCH "^([^=]*)=(.*)$" choice "${choice}")
  set(CLANG_DEFAULT_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}" CACHE STRING "")
endforeach()
set(CLANG_CONFIG_FILE_SYSTEM_DIR /etc/clang CACHE STRING "")
set(CLANG_ENABLE_ARCMT OFF CACHE BOOL "")
set(CLANG_ENABLE_STATIC_ANALYZER OFF CACHE BOOL "")
set(CLANG_PLUGIN_SUPPORT OFF CACHE BOOL "")
