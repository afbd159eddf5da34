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

include("${CMAKE_CURRENT_LIST_DIR}/detail/Compile.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Toolchain.cmake")

# The source of the kernel's headers: sets headers_link, headers_record, headers_fetch, headers_spec
# and headers_local in the caller.
function(_linuxbake_musl_headers where directory)
  set(source_dir "")
  set(wanted "")
  if(NOT "${arg_KERNEL}" STREQUAL "")
    _linuxbake_require_target("${where}" KERNEL "${arg_KERNEL}" kernel)
    get_target_property(wanted "${arg_KERNEL}" _LINUXBAKE_SOURCE_VERSION)
    get_target_property(source_dir "${arg_KERNEL}" _LINUXBAKE_LOCAL_SOURCE)
    if(NOT wanted)
      _linuxbake_error("${where}" "KERNEL '${arg_KERNEL}' was imported: it has no source."
        "Pass a target made by linuxbake_add_kernel(), or leave KERNEL out.")
    endif()
    if(source_dir)
      set(wanted "")
    endif()
  endif()
  _linuxbake_get_source("${where}" linux "${wanted}" headers SOURCE_DIR "${source_dir}")
  if(NOT headers_SOURCE_DIR STREQUAL "")
    _linuxbake_require_clean_tree("${where}" "${headers_SOURCE_DIR}"
      "arch/${arch_SRCARCH}/include/generated")
  endif()
  _linuxbake_fetch_command(fetch SPEC "${headers_SPEC}"
    DESTINATION "${directory}/linux" RECORD "${directory}/linux.json")
  set(headers_link "${directory}/linux" PARENT_SCOPE)
  set(headers_record "${directory}/linux.json" PARENT_SCOPE)
  set(headers_fetch "${fetch}" PARENT_SCOPE)
  set(headers_spec "${headers_SPEC}" PARENT_SCOPE)
  set(headers_local "${headers_SOURCE_DIR}" PARENT_SCOPE)
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

function(linuxbake_add_musl target)
  _linuxbake_parse_arguments(target "ALL;PIE" "VERSION;SOURCE_DIR;ARCH;KERNEL" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_name("${where}" "${target}")
  _linuxbake_source_arguments("${where}")
  _linuxbake_get_architecture("${where}" "${arg_ARCH}")
  _linuxbake_compiler("${where}" "${arg_ARCH}")
  if(arg_PIE AND NOT arch_LIBGCC STREQUAL "")
    _linuxbake_error("${where}" "PIE does not go with ARCH ${arg_ARCH}."
      "It is for x86_64, i386, aarch64 and riscv64.")
  endif()
  _linuxbake_get_source("${where}" musl "${arg_VERSION}" source SOURCE_DIR "${arg_SOURCE_DIR}")
  set(source_marks configure Makefile arch)
  set(local_source "${source_SOURCE_DIR}")
  if(NOT local_source STREQUAL "")
    _linuxbake_check_own_tree("${where}" "${local_source}" musl)
  endif()
  _linuxbake_compiled_paths("${where}" "${target}" musl)
  _linuxbake_musl_headers("${where}" "${directory}")

  set(title "${target}")
  set(name musl)
  set(version "${source_VERSION}")
  set(arch "${arg_ARCH}")
  set(compiler "${compiler_CC}")
  set(sysroot "${tree}/sysroot")
  set(cc "${tree}/bin/${arch_TRIPLE}-linux-musl-gcc")
  set(libc "${sysroot}/lib/libc.a")
  set(templates "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates")
  _linuxbake_own_libgcc(own_libgcc "${arch_LIBGCC}" "${arch_SPARE_LIBGCC}" ${compiler_CC})
  set(patches "")
  # Where programs may stand: for compiling, for linking.
  set(pie_flags -fno-pie -static)
  if(arg_PIE)
    set(pie_flags -fPIE -static-pie)
  endif()
  # What a system that compiles programs itself installs, file by file.
  set(libraries crt1.o crti.o crtn.o libdl.a libm.a libpthread.a)
  list(TRANSFORM libraries PREPEND "${sysroot}/lib/")
  _linuxbake_work_settings(common)
  _linuxbake_script_settings(own patches pie_flags source_marks compiler compiler_CACHE compiler_CROSS
    arch_KBUILD arch_TRIPLE own_libgcc sysroot cc libc headers_link headers_record headers_fetch headers_local)
  set(all "")
  if(arg_ALL)
    set(all ALL)
  endif()
  _linuxbake_compile("${target}" ${all} SETTINGS "${common}${own}"
    SCRIPT "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/scripts/Musl.cmake"
    DIRECTORY "${directory}" TREE "${tree}" LOCAL "${local_source}"
    TOOLS "${compiler_CROSS}gcc" "${compiler_CROSS}ld"
    FETCH ${fetch_command} SPEC "${source_spec}" INPUTS "${headers_spec}" ${own_libgcc}
      "${templates}/musl-gcc.in" "${templates}/musl-gcc.specs.in"
    PRODUCTS "${libc}" ${libraries} "${cc}" "${directory}/record.json")
  # A step of its own, so that the user sees how far it is, and no other download is waited for.
  ExternalProject_Add_Step("${target}" headers COMMAND ${headers_fetch}
    COMMENT "Fetching the kernel's headers for ${target}" DEPENDEES mkdir DEPENDERS configure
    DEPENDS "${headers_spec}" USES_TERMINAL TRUE INDEPENDENT TRUE)
  _linuxbake_add_step_target("${target}" headers)
  set_target_properties("${target}" PROPERTIES _LINUXBAKE_PIE_FLAGS "${pie_flags}")
  _linuxbake_set_properties("${target}" KIND libc OUTPUT "${libc}" ARCH "${arch}"
    SYSROOT "${sysroot}" CC "${cc}" SOURCE_DIR "${source_link}" BINARY_DIR "${tree}"
    RECORD "${directory}/record.json" HELP "Build musl, the C library for static programs")
  _linuxbake_write_toolchain("${target}" DIRECTORY "${directory}" ARCH "${arch}"
    TRIPLE "${arch_TRIPLE}-linux-musl" CC "${cc}" SYSROOT "${sysroot}"
    BINUTILS "${compiler_CROSS}")
endfunction()
