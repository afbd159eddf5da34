# SPDX-License-Identifier: MIT
# What LLVM's CMake is told for all programs of the preset: no library but the system's libc and
# libc++, and no part that nobody here asks for.
foreach(library IN ITEMS LIBEDIT LIBPFM LIBXML2 TERMINFO ZLIB ZSTD BACKTRACES BINDINGS OCAMLDOC PLUGINS)
  set(LLVM_ENABLE_${library} OFF CACHE BOOL "")
endforeach()
foreach(part IN ITEMS BENCHMARKS DOCS EXAMPLES TESTS)
  set(LLVM_INCLUDE_${part} OFF CACHE BOOL "")
  set(CLANG_INCLUDE_${part} OFF CACHE BOOL "")
endforeach()
set(LLVM_APPEND_VC_REV OFF CACHE BOOL "") # the same text in every clone
# Static programs at a fixed address, which nothing unwinds: LLVM is compiled without exceptions.
set(LLVM_ENABLE_PIC OFF CACHE BOOL "")
set(LLVM_ENABLE_UNWIND_TABLES OFF CACHE BOOL "")
