# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeMusl
-------------

.. versionadded:: 0.1

.. versionchanged:: 0.2
  ``PIE``.

A C library for the target: static musl, the kernel's headers, and a compiler
that uses nothing else.

::

  linuxbake_add_musl(<target> [ALL]
    [VERSION <version> | SOURCE_DIR <directory>]
    [ARCH <arch>]
    [KERNEL <kernel>]
    [PIE])

``ALL``
  Build it with the default target.
``VERSION``, ``SOURCE_DIR``
  As with linuxbake_add_kernel(); the source is ``musl``.
``ARCH``
  x86_64, i386, i486, aarch64 or riscv64; the default is that of the host.
``KERNEL``
  A target of linuxbake_add_kernel(), whose source gives the headers (``linux/``,
  ``asm/`` …), without its PATCHES.  The default is the ``linux`` of the catalogue.
``PIE``
  Position-independent programs (``-static-pie``).  The kernel puts them at another address at each
  start, so an attacker cannot know where something is.  They are some per cent larger.  Not for
  i486.

Properties: KIND (libc), OUTPUT (``libc.a``), ARCH, SYSROOT (``include`` and ``lib``), CC,
TOOLCHAIN_FILE, MESON_CROSS_FILE, PKG_CONFIG, SOURCE_DIR, BINARY_DIR, RECORD.  ``CC`` is a compiler
command for C: the host's gcc, or the cross compiler if ARCH is not the host's.  It takes headers
and libraries from the sysroot only and links statically, without -fpie unless PIE is given.  Any
command that depends on the target can use it.  With TOOLCHAIN_FILE (``cmake --toolchain``) and
MESON_CROSS_FILE (``meson setup --cross-file``) other projects in C compile for the system, and find
none of the host's libraries.

For i486 it has a libgcc of LinuxBake's own, with the division of 64-bit integers and nothing else,
because the host's libgcc has instructions of later processors.  i386 gets the same one if an x86_64
host has none (on Debian, gcc-multilib excludes the cross compilers).

There is no C++ library (linuxbake_add_cxx() adds one), and there are no shared libraries.  A finished sysroot is
kept in ``results/`` of the cache, as kernels are.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_get_property(cc libc CC)
  add_custom_command(OUTPUT hello
    COMMAND "${cc}" -Os -o hello "${CMAKE_CURRENT_SOURCE_DIR}/hello.c"
    DEPENDS libc hello.c VERBATIM)
  add_custom_target(hello-program ALL DEPENDS hello)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Bake.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Toolchain.cmake")

# The source of the kernel's headers, that of a kernel or the default: sets <prefix>_SPEC and
# <prefix>_SOURCE_DIR in the caller.
function(_linuxbake_source_of_headers where prefix kernel srcarch)
  set(source_dir "")
  set(wanted "")
  if(NOT kernel STREQUAL "")
    _linuxbake_require_target("${where}" KERNEL "${kernel}" kernel)
    get_target_property(wanted "${kernel}" _LINUXBAKE_SOURCE_VERSION)
    get_target_property(source_dir "${kernel}" _LINUXBAKE_LOCAL_SOURCE)
    if(NOT wanted)
      _linuxbake_error("${where}" "KERNEL '${kernel}' was imported: it has no source."
        "Pass a target made by linuxbake_add_kernel(), or leave KERNEL out.")
    endif()
    if(source_dir)
      set(wanted "")
    endif()
  endif()
  _linuxbake_get_source("${where}" linux "${wanted}" headers SOURCE_DIR "${source_dir}")
  if(NOT headers_SOURCE_DIR STREQUAL "")
    _linuxbake_require_clean_tree("${where}" "${headers_SOURCE_DIR}"
      "arch/${srcarch}/include/generated")
  endif()
  set(${prefix}_SPEC "${headers_SPEC}" PARENT_SCOPE)
  set(${prefix}_SOURCE_DIR "${headers_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

# A step of its own, so that the user sees how far it is, and no other download is waited for.
function(_linuxbake_add_headers_step target spec)
  ExternalProject_Add_Step("${target}" headers COMMAND ${ARGN}
    COMMENT "Fetching the kernel's headers for ${target}" DEPENDEES mkdir DEPENDERS configure
    DEPENDS "${spec}" USES_TERMINAL TRUE INDEPENDENT TRUE)
  _linuxbake_add_step_target("${target}" headers)
endfunction()

# What stands for the compiler's libgcc, if that cannot be taken: gcc -m32 compiles everywhere, but
# links only where the distribution's 32-bit libgcc is installed.
function(_linuxbake_own_libgcc out own spare)
  set(file "${own}")
  if(file STREQUAL "" AND NOT spare STREQUAL "")
    _linuxbake_isolated(run)
    execute_process(COMMAND ${run} ${ARGN} -nostdlib -shared -x c /dev/null -o /dev/null -lgcc
      RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
    if(NOT result EQUAL 0)
      set(file "${spare}")
    endif()
  endif()
  if(NOT file STREQUAL "")
    get_filename_component(file
      "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../helpers/guest/${file}" ABSOLUTE)
  endif()
  set(${out} "${file}" PARENT_SCOPE)
endfunction()

# Where programs may stand: for compiling, for linking.
function(_linuxbake_pie_flags out where arch own_libgcc is_pie)
  set(flags -fno-pie -static)
  if(is_pie)
    set(flags -fPIE -static-pie)
    if(NOT own_libgcc STREQUAL "")
      _linuxbake_error("${where}" "PIE does not go with ARCH ${arch}."
        "It is for x86_64, i386, aarch64 and riscv64.")
    endif()
  endif()
  set(${out} "${flags}" PARENT_SCOPE)
endfunction()

# The steps and the recipe. KBUILD is what the kernel calls the architecture.
function(_linuxbake_bake_musl target)
  _linuxbake_parse(musl 1 ""
    "ALL;VERSION;SPEC;LOCAL;HEADERS_SPEC;HEADERS_LOCAL;ARCH;KBUILD;TRIPLE;TREE;LIBGCC;CACHE;BINUTILS"
    "COMPILER;MARKS;PIE_FLAGS")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  set(templates "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates")
  set(linux "${directory}/linux")
  _linuxbake_fetch_command(fetch SPEC "${musl_HEADERS_SPEC}" DESTINATION "${linux}"
    RECORD "${linux}.json")
  _linuxbake_recipe_fields(fields
    TEXT headers_link "${linux}" TEXT headers_record "${linux}.json" LIST headers_fetch "${fetch}"
    TEXT headers_local "${musl_HEADERS_LOCAL}" TEXT kbuild_arch "${musl_KBUILD}"
    TEXT triple "${musl_TRIPLE}" LIST pie_flags "${musl_PIE_FLAGS}"
    TEXT own_libgcc "${musl_LIBGCC}" TEXT wrapper "${templates}/musl-gcc.in"
    TEXT specs "${templates}/musl-gcc.specs.in")
  # What a system that compiles programs itself installs, file by file.
  set(products libc.a crt1.o crti.o crtn.o libdl.a libm.a libpthread.a)
  list(TRANSFORM products PREPEND "${musl_TREE}/sysroot/lib/")
  _linuxbake_bake("${target}" KIND musl ALL "${musl_ALL}" NAME musl VERSION "${musl_VERSION}"
    SPEC "${musl_SPEC}" LOCAL "${musl_LOCAL}" MARKS ${musl_MARKS} ARCH "${musl_ARCH}"
    TREE "${musl_TREE}" COMPILER ${musl_COMPILER} CACHE "${musl_CACHE}"
    BINUTILS "${musl_BINUTILS}" TOOLS "${musl_BINUTILS}gcc" "${musl_BINUTILS}ld"
    FIELDS "${fields}" INPUTS "${musl_HEADERS_SPEC}" ${musl_LIBGCC} "${templates}/musl-gcc.in"
      "${templates}/musl-gcc.specs.in"
    PRODUCTS ${products} "${musl_TREE}/bin/${musl_TRIPLE}-gcc")
  set(download ${fetch})
  if("${musl_HEADERS_LOCAL}" STREQUAL "")
    _linuxbake_fetch_command(download SPEC "${musl_HEADERS_SPEC}" DESTINATION "${linux}"
      RECORD "${linux}.json" PART_FOR "${target}")
  endif()
  _linuxbake_add_headers_step("${target}" "${musl_HEADERS_SPEC}" ${download})
endfunction()

function(linuxbake_add_musl target)
  _linuxbake_parse_arguments(target "ALL;PIE" "VERSION;SOURCE_DIR;ARCH;KERNEL" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_check_source_arguments("${where}" "${arg_VERSION}" "${arg_SOURCE_DIR}")
  _linuxbake_arch_or_host(arch "${arg_ARCH}")
  _linuxbake_get_architecture("${where}" "${arch}")
  _linuxbake_compiler("${where}" "${arch}")
  _linuxbake_pie_flags(pie_flags "${where}" "${arch}" "${arch_LIBGCC}" "${arg_PIE}")
  set(marks configure Makefile arch)
  _linuxbake_source_to_bake("${where}" source NAME musl VERSION "${arg_VERSION}"
    SOURCE_DIR "${arg_SOURCE_DIR}" MARKS ${marks})
  _linuxbake_tree_directory(tree "${where}" "${target}" musl)
  _linuxbake_source_of_headers("${where}" headers "${arg_KERNEL}" "${arch_SRCARCH}")
  _linuxbake_own_libgcc(own_libgcc "${arch_LIBGCC}" "${arch_SPARE_LIBGCC}" ${compiler_CC})
  set(triple "${arch_TRIPLE}-linux-musl")
  set(cc "${tree}/bin/${triple}-gcc")
  _linuxbake_bake_musl("${target}" ALL "${arg_ALL}" VERSION "${source_VERSION}"
    SPEC "${source_SPEC}" LOCAL "${source_SOURCE_DIR}" HEADERS_SPEC "${headers_SPEC}"
    HEADERS_LOCAL "${headers_SOURCE_DIR}" ARCH "${arch}" KBUILD "${arch_KBUILD}"
    TRIPLE "${triple}" TREE "${tree}" LIBGCC "${own_libgcc}" COMPILER ${compiler_CC}
    CACHE "${compiler_CACHE}" BINUTILS "${compiler_CROSS}" MARKS ${marks} PIE_FLAGS ${pie_flags})
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_PIE_FLAGS "${pie_flags}")
  _linuxbake_set_properties("${target}" KIND libc OUTPUT "${tree}/sysroot/lib/libc.a"
    SYSROOT "${tree}/sysroot" CC "${cc}" HELP "Build musl, the C library for static programs")
  _linuxbake_write_toolchain("${target}" DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${target}"
    ARCH "${arch}" TRIPLE "${triple}" CC "${cc}" SYSROOT "${tree}/sysroot"
    BINUTILS "${compiler_CROSS}")
endfunction()
