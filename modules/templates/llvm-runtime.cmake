# SPDX-License-Identifier: MIT
# What LLVM's CMake is told for the runtime of linuxbake_add_cxx(): compiler-rt's builtins, then
# libunwind, libc++abi and libc++; static, for musl, and against nothing else. `cmake -C` reads it.
macro(_linuxbake_choose)
  set(words "${ARGN}")
  list(POP_FRONT words name)
  set(${name} "${words}" CACHE STRING "")
endmacro()

# There is nothing to link a program with while CMake looks at the compiler.
_linuxbake_choose(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
_linuxbake_choose(CMAKE_PROJECT_Runtimes_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/llvm-checks.cmake")
_linuxbake_choose(CMAKE_BUILD_TYPE MinSizeRel)
_linuxbake_choose(CMAKE_INSTALL_PREFIX /usr)
_linuxbake_choose(LLVM_INCLUDE_TESTS OFF)

_linuxbake_choose(COMPILER_RT_DEFAULT_TARGET_ONLY ON)
_linuxbake_choose(COMPILER_RT_BUILD_CRT ON)
_linuxbake_choose(COMPILER_RT_OS_DIR linux)
_linuxbake_choose(COMPILER_RT_INSTALL_PATH /clang)
# Atomic objects that are larger than a register. They share locks, of which a program has to have
# one set: LLVM leaves that to a shared library; where all is static it is so anyway.
_linuxbake_choose(COMPILER_RT_EXCLUDE_ATOMIC_BUILTIN OFF)

_linuxbake_choose(LLVM_ENABLE_RUNTIMES libunwind libcxxabi libcxx)
foreach(part IN ITEMS LIBUNWIND LIBCXXABI LIBCXX)
  _linuxbake_choose(${part}_ENABLE_SHARED OFF)
  _linuxbake_choose(${part}_USE_COMPILER_RT ON)
endforeach()
_linuxbake_choose(LIBCXXABI_USE_LLVM_UNWINDER ON)
_linuxbake_choose(LIBCXXABI_ENABLE_STATIC_UNWINDER ON)
_linuxbake_choose(LIBCXX_HAS_MUSL_LIBC ON)
_linuxbake_choose(LIBCXX_CXX_ABI libcxxabi)
_linuxbake_choose(LIBCXX_ENABLE_STATIC_ABI_LIBRARY ON) # so that -lc++ is enough
_linuxbake_choose(LIBCXX_INCLUDE_BENCHMARKS OFF)
