# SPDX-License-Identifier: MIT
#
# clang, lld and LLVM's binary utilities as one program with many names (llvm-driver), for x86_64 and
# aarch64. What a compiler's developer wants besides, as the static analyzer, is left out.
include_guard(DIRECTORY)
include("${CMAKE_CURRENT_LIST_DIR}/tablegen.cmake")

set(components clang clang-resource-headers lld llvm-driver
  llvm-ar llvm-ranlib llvm-cxxfilt llvm-nm llvm-objcopy llvm-strip llvm-objdump llvm-readobj
  llvm-readelf llvm-size llvm-strings llvm-symbolizer)

linuxbake_get_property(tablegen ${PROJECT_NAME}-tablegen OUTPUT)
linuxbake_get_property(arch ${PROJECT_NAME}-cxx ARCH)
linuxbake_add_package(${PROJECT_NAME}-compiler SOURCE llvm LIBC ${PROJECT_NAME}-cxx
  BUILD_SYSTEM cmake SOURCE_SUBDIR llvm NATIVE_DEPENDS ${PROJECT_NAME}-tablegen
  CONFIGURE -C "${CMAKE_CURRENT_LIST_DIR}/common.cmake"
    "-DLLVM_TABLEGEN=${tablegen}/usr/bin/llvm-tblgen"
    "-DCLANG_TABLEGEN=${tablegen}/usr/bin/clang-tblgen"
    "-DLLVM_ENABLE_PROJECTS=clang;lld" "-DLLVM_TARGETS_TO_BUILD=X86;AArch64"
    "-DLLVM_DISTRIBUTION_COMPONENTS=${components}" -DLLVM_TOOL_LLVM_DRIVER_BUILD=ON
    -DLLVM_INSTALL_BINUTILS_SYMLINKS=ON -DLLVM_ENABLE_PIC=OFF -DCLANG_DEFAULT_PIE_ON_LINUX=OFF
    -DLLVM_DEFAULT_TARGET_TRIPLE=${arch}-linux-musl -DLLVM_HOST_TRIPLE=${arch}-linux-musl
    -DCLANG_ENABLE_ARCMT=OFF -DCLANG_ENABLE_STATIC_ANALYZER=OFF -DCLANG_PLUGIN_SUPPORT=OFF
    -DCLANG_CONFIG_FILE_SYSTEM_DIR=/etc/clang -DCLANG_DEFAULT_LINKER=lld
    -DCLANG_DEFAULT_CXX_STDLIB=libc++ -DCLANG_DEFAULT_RTLIB=compiler-rt
    -DCLANG_DEFAULT_UNWINDLIB=libunwind
  # musl gives threads 128 KiB of stack, of which a compiler needs more. Functions that are the same
  # are there once.
  LDFLAGS -Wl,-z,stack-size=8388608 -Wl,--icf=safe
  MAKE distribution INSTALL install-distribution)
