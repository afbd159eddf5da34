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

include("${CMAKE_CURRENT_LIST_DIR}/detail/Compile.cmake")
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

# Sets in the caller `clang`, the host's newest clang whose major version is no later than <newest>,
# that of the source, and `clangxx`, the same for C++.
function(_linuxbake_find_clang where newest)
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
  foreach(name IN ITEMS clang clangxx lld)
    set(${name} "${${name}}" PARENT_SCOPE)
  endforeach()
endfunction()

function(_linuxbake_require_libc_without_cxx where libc)
  linuxbake_get_property(its_libc "${libc}" LIBC)
  if(NOT its_libc STREQUAL "")
    _linuxbake_error("${where}" "LIBC '${libc}' has C++ already."
      "Pass the target of linuxbake_add_musl() that it is made with: '${its_libc}'.")
  endif()
endfunction()

function(linuxbake_add_cxx target)
  _linuxbake_parse_arguments(target "ALL" "LIBC;VERSION;SOURCE_DIR" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED LIBC)
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_require_target("${where}" LIBC "${arg_LIBC}" libc)
  _linuxbake_require_libc_without_cxx("${where}" "${arg_LIBC}")
  linuxbake_get_property(arg_ARCH "${arg_LIBC}" ARCH)
  linuxbake_get_property(libc_sysroot "${arg_LIBC}" SYSROOT)
  linuxbake_get_property(kbuild_inputs "${arg_LIBC}" RECORD)
  _linuxbake_source_arguments("${where}")
  _linuxbake_get_architecture("${where}" "${arg_ARCH}")
  _linuxbake_compiler("${where}" "${arg_ARCH}")
  if(NOT arch_LIBGCC STREQUAL "")
    _linuxbake_error("${where}" "There is no C++ for ${arg_ARCH}:"
      "compiler-rt uses instructions of later processors."
      "Make LIBC '${arg_LIBC}' with ARCH i386, or write the program in C.")
  endif()
  _linuxbake_get_source("${where}" llvm "${arg_VERSION}" source SOURCE_DIR "${arg_SOURCE_DIR}")
  set(source_marks runtimes/CMakeLists.txt compiler-rt/lib/builtins/CMakeLists.txt
    cmake/Modules/LLVMVersion.cmake)
  set(local_source "${source_SOURCE_DIR}")
  if(NOT local_source STREQUAL "")
    _linuxbake_check_own_tree("${where}" "${local_source}" llvm)
  endif()
  _linuxbake_llvm_major(major "${source_VERSION}" "${local_source}")
  _linuxbake_find_clang("${where}" "${major}")
  _linuxbake_compiled_paths("${where}" "${target}" llvm)

  set(title "${target}")
  set(name llvm)
  set(version "${source_VERSION}")
  set(arch "${arg_ARCH}")
  set(compiler "${clang}")
  set(triple "${arch_TRIPLE}-linux-musl")
  get_target_property(clang_flags "${arg_LIBC}" _LINUXBAKE_PIE_FLAGS)
  list(APPEND clang_flags ${arch_CLANG_FLAGS})
  set(sysroot "${tree}/sysroot")
  set(toolchain_file "${directory}/toolchain.cmake")
  set(libcxx "${sysroot}/usr/lib/libc++.a")
  set(patches "")
  set(templates "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates")
  set(wrappers "${tree}/bin/${triple}-clang" "${tree}/bin/${triple}-clang++")
  _linuxbake_work_settings(common)
  _linuxbake_script_settings(own patches source_marks compiler clangxx lld compiler_CACHE
    compiler_CROSS kbuild_inputs libc_sysroot triple clang_flags sysroot toolchain_file)
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_compile("${target}" ${all} SETTINGS "${common}${own}"
    SCRIPT "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/scripts/Cxx.cmake"
    DIRECTORY "${directory}" TREE "${tree}" LOCAL "${local_source}"
    TOOLS "${clang}" "${lld}" "${compiler_CROSS}ar"
    FETCH ${fetch_command} SPEC "${source_spec}" INPUTS "${kbuild_inputs}"
      "${templates}/clang.cfg.in" "${templates}/clang.in" "${templates}/llvm-runtime.cmake"
      "${templates}/llvm-checks.cmake"
    PRODUCTS "${libcxx}" ${wrappers} "${directory}/record.json"
    DEPENDS "${arg_LIBC}")
  list(GET wrappers 0 cc)
  list(GET wrappers 1 cxx)
  _linuxbake_set_properties("${target}" KIND libc OUTPUT "${libcxx}" ARCH "${arch}"
    LIBC "${arg_LIBC}" SYSROOT "${sysroot}" RESOURCE_DIR "${tree}/clang" CC "${cc}"
    CXX "${cxx}" SOURCE_DIR "${source_link}" BINARY_DIR "${tree}"
    RECORD "${directory}/record.json" HELP "Build libc++, the C++ library for static programs")
  _linuxbake_write_toolchain("${target}" DIRECTORY "${directory}" ARCH "${arch}" TRIPLE "${triple}"
    CC "${cc}" CXX "${cxx}" CLANG SYSROOT "${sysroot}" BINUTILS "${compiler_CROSS}")
endfunction()
