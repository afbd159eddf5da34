# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeCxx
------------

.. versionadded:: 0.2

C++ for the target: LLVM's compiler-rt, libunwind, libc++abi and libc++ on a C library, compiled by
the host's clang, and a toolchain file with which any CMake project compiles for the system.

::

  linuxbake_add_cxx(<target> LIBC <libc> [ALL]
    [VERSION <version> | SOURCE_DIR <directory>])

``LIBC``
  A target of linuxbake_add_musl(). The result is of its architecture: x86_64, i386, aarch64 or
  riscv64.
``ALL``, ``VERSION``, ``SOURCE_DIR``
  As with linuxbake_add_kernel(); the source is ``llvm``, LLVM's whole tree.

The target is a libc with C++.  Every LIBC takes it. Properties: KIND (libc), OUTPUT (``libc++.a``),
ARCH, LIBC, SYSROOT, SOURCE_DIR, BINARY_DIR, RECORD and

``CC``, ``CXX``
  Compiler commands: the host's clang, which takes headers and libraries from SYSROOT only and links
  statically, with lld. C++20 with exceptions, RTTI, threads, ``thread_local``, ``<filesystem>`` and
  iostreams.
``RESOURCE_DIR``
  Clang's directory for a version of it (``-resource-dir``): in ``lib/linux`` what every program is
  linked with, for a system that has a compiler itself.
``TOOLCHAIN_FILE``, ``MESON_CROSS_FILE``, ``PKG_CONFIG``
  For ``cmake --toolchain``, presets and ExternalProject; for ``meson setup --cross-file``; for
  other build systems.  They find the libraries and packages of SYSROOT, and never those of the
  host.

The compiler is clang, from version 17 to that of the source: libc++ supports no older one, and of
GCC only the newest.  GCC's own libstdc++ would need the source of the host's GCC, which hosts do
not have.  Programs are linked statically.  They are position-independent if LIBC has PIE.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_cxx(cxx LIBC libc)
  linuxbake_get_property(cxx_compiler cxx CXX)
  add_custom_command(OUTPUT hello
    COMMAND "${cxx_compiler}" -std=c++20 -Os -o hello "${CMAKE_CURRENT_SOURCE_DIR}/hello.cpp"
    DEPENDS cxx hello.cpp VERBATIM)
  add_custom_target(hello-program ALL DEPENDS hello)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Bake.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Toolchain.cmake")

# libc++ 19 is compiled by clang 17 and later (its README, "Platform and Compiler Support").
set_property(GLOBAL PROPERTY _LINUXBAKE_OLDEST_CLANG 17)

# The major version of LLVM's source; a tree of the user's own says it itself.
function(_linuxbake_llvm_major out version tree)
  if(NOT tree STREQUAL "")
    file(STRINGS "${tree}/cmake/Modules/LLVMVersion.cmake" version
      REGEX "^ *set\\(LLVM_VERSION_MAJOR [0-9]+\\)")
  endif()
  string(REGEX MATCH "[0-9]+" major "${version}")
  set(${out} "${major}" PARENT_SCOPE)
endfunction()

# The host's newest clang whose major version is no later than <newest>, that of the source; the
# same for C++; and its lld.
function(_linuxbake_find_clang where newest out_clang out_clangxx out_lld)
  _linuxbake_read_property(oldest GLOBAL PROPERTY _LINUXBAKE_OLDEST_CLANG)
  set(names "")
  foreach(version RANGE ${newest} ${oldest} -1)
    list(APPEND names "clang-${version}")
  endforeach()
  _linuxbake_find_program("${where}" clang "clang" ${names} clang)
  execute_process(COMMAND "${clang}" -dumpversion OUTPUT_VARIABLE version
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(version VERSION_LESS oldest)
    _linuxbake_error("${where}"
      "'${clang}' is clang ${version}, but libc++ needs ${oldest} or later."
      "On Debian and its family: apt install clang-${newest} lld-${newest}")
  endif()
  string(REGEX REPLACE "clang(-[0-9]+)?$" "clang++\\1" clangxx "${clang}")
  string(REGEX MATCH "^[0-9]+" major "${version}")
  _linuxbake_find_program("${where}" lld "lld" "ld.lld-${major}" ld.lld)
  set(${out_clang} "${clang}" PARENT_SCOPE)
  set(${out_clangxx} "${clangxx}" PARENT_SCOPE)
  set(${out_lld} "${lld}" PARENT_SCOPE)
endfunction()

function(_linuxbake_require_libc_without_cxx where libc)
  linuxbake_get_property(its_libc "${libc}" LIBC)
  if(NOT its_libc STREQUAL "")
    _linuxbake_error("${where}" "LIBC '${libc}' has C++ already."
      "Pass the target of linuxbake_add_musl() that it is made with: '${its_libc}'.")
  endif()
endfunction()

# compiler-rt uses instructions of later processors than those that have no libgcc of the host's.
function(_linuxbake_require_arch_with_cxx where libc arch own_libgcc)
  if(NOT own_libgcc STREQUAL "")
    _linuxbake_error("${where}" "There is no C++ for ${arch}:"
      "compiler-rt uses instructions of later processors."
      "Make LIBC '${libc}' with ARCH i386, or write the program in C.")
  endif()
endfunction()

# The steps and the recipe.
function(_linuxbake_bake_cxx target)
  _linuxbake_parse(cxx 1 ""
    "ALL;LIBC;VERSION;SPEC;LOCAL;ARCH;TRIPLE;TREE;CLANG;CLANGXX;LLD;CACHE;BINUTILS" "MARKS;FLAGS")
  linuxbake_get_property(libc_sysroot "${cxx_LIBC}" SYSROOT)
  get_target_property(flags "${cxx_LIBC}" _LINUXBAKE_PIE_FLAGS)
  list(APPEND flags ${cxx_FLAGS})
  set(templates "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates")
  _linuxbake_recipe_fields(fields
    TEXT linker "${cxx_LLD}" TEXT libc_sysroot "${libc_sysroot}" TEXT triple "${cxx_TRIPLE}"
    LIST flags "${flags}"
    TEXT toolchain_file "${CMAKE_CURRENT_BINARY_DIR}/${target}/toolchain.cmake"
    TEXT wrapper "${templates}/clang.in" TEXT configuration "${templates}/clang.cfg.in"
    TEXT settings "${templates}/llvm-runtime.cmake" TEXT checks "${templates}/llvm-checks.cmake")
  set(compilers "${cxx_TREE}/bin/${cxx_TRIPLE}-clang" "${cxx_TREE}/bin/${cxx_TRIPLE}-clang++")
  _linuxbake_bake("${target}" KIND cxx ALL "${cxx_ALL}" NAME llvm VERSION "${cxx_VERSION}"
    SPEC "${cxx_SPEC}" LOCAL "${cxx_LOCAL}" MARKS ${cxx_MARKS} ARCH "${cxx_ARCH}"
    TREE "${cxx_TREE}" COMPILER "${cxx_CLANG}" COMPILER_CXX "${cxx_CLANGXX}"
    CACHE "${cxx_CACHE}" BINUTILS "${cxx_BINUTILS}" LIBC "${cxx_LIBC}"
    TOOLS "${cxx_CLANG}" "${cxx_LLD}" "${cxx_BINUTILS}ar" FIELDS "${fields}"
    INPUTS "${templates}/clang.cfg.in" "${templates}/clang.in" "${templates}/llvm-runtime.cmake"
      "${templates}/llvm-checks.cmake"
    PRODUCTS "${cxx_TREE}/sysroot/usr/lib/libc++.a" ${compilers})
endfunction()

# What others take from it.
function(_linuxbake_set_cxx_properties target)
  _linuxbake_parse(cxx 1 "" "LIBC;ARCH;TRIPLE;TREE;BINUTILS" "")
  set(cc "${cxx_TREE}/bin/${cxx_TRIPLE}-clang")
  _linuxbake_set_properties("${target}" KIND libc
    OUTPUT "${cxx_TREE}/sysroot/usr/lib/libc++.a" LIBC "${cxx_LIBC}"
    SYSROOT "${cxx_TREE}/sysroot" RESOURCE_DIR "${cxx_TREE}/clang" CC "${cc}" CXX "${cc}++"
    HELP "Build libc++, the C++ library for static programs")
  _linuxbake_write_toolchain("${target}" DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}"
    ARCH "${cxx_ARCH}" TRIPLE "${cxx_TRIPLE}" CC "${cc}" CXX "${cc}++" CLANG
    SYSROOT "${cxx_TREE}/sysroot" BINUTILS "${cxx_BINUTILS}")
endfunction()

function(linuxbake_add_cxx target)
  _linuxbake_parse_arguments(target "ALL" "LIBC;VERSION;SOURCE_DIR" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED LIBC)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" LIBC "${arg_LIBC}" libc)
  _linuxbake_require_libc_without_cxx("${where}" "${arg_LIBC}")
  linuxbake_get_property(arch "${arg_LIBC}" ARCH)
  _linuxbake_check_source_arguments("${where}" "${arg_VERSION}" "${arg_SOURCE_DIR}")
  _linuxbake_get_architecture("${where}" "${arch}")
  _linuxbake_compiler("${where}" "${arch}")
  _linuxbake_require_arch_with_cxx("${where}" "${arg_LIBC}" "${arch}" "${arch_LIBGCC}")
  set(marks runtimes/CMakeLists.txt compiler-rt/lib/builtins/CMakeLists.txt
    cmake/Modules/LLVMVersion.cmake)
  _linuxbake_source_to_bake("${where}" source NAME llvm VERSION "${arg_VERSION}"
    SOURCE_DIR "${arg_SOURCE_DIR}" MARKS ${marks})
  _linuxbake_llvm_major(major "${source_VERSION}" "${source_SOURCE_DIR}")
  _linuxbake_find_clang("${where}" "${major}" clang clangxx lld)
  _linuxbake_tree_directory(tree "${where}" "${target}" llvm)
  set(triple "${arch_TRIPLE}-linux-musl")
  _linuxbake_bake_cxx("${target}" ALL "${arg_ALL}" LIBC "${arg_LIBC}"
    VERSION "${source_VERSION}" SPEC "${source_SPEC}" LOCAL "${source_SOURCE_DIR}"
    ARCH "${arch}" TRIPLE "${triple}" TREE "${tree}" CLANG "${clang}" CLANGXX "${clangxx}"
    LLD "${lld}" CACHE "${compiler_CACHE}" BINUTILS "${compiler_CROSS}" MARKS ${marks}
    FLAGS ${arch_CLANG_FLAGS})
  _linuxbake_set_cxx_properties("${target}" LIBC "${arg_LIBC}" ARCH "${arch}"
    TRIPLE "${triple}" TREE "${tree}" BINUTILS "${compiler_CROSS}")
endfunction()
