# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeTargetLibc
-------------------

.. versionadded:: 0.2

Programs of your own project, compiled for the system rather than for the host, in the same build:
no second configure, no toolchain file::

  linuxbake_target_libc(<target> LIBC <libc> [PACKAGES <package>...])

``<target>``
  A target of add_executable(), or of add_library() with STATIC or OBJECT, in the calling directory.
  It stays an ordinary target: all ``target_*()`` functions work, IDEs show it, and
  linuxbake_rootfs_install(), linuxbake_add_vm_test() and emulators take it.
``LIBC``
  A target of linuxbake_add_musl() for C, or of linuxbake_add_cxx() for C and C++.  It is built
  before, and the program is linked against it statically.
``PACKAGES``
  Targets of linuxbake_add_package() whose headers and libraries it uses, and those that they
  depend on.  target_link_libraries() names the libraries: ``spng``, ``z``.

The compiler and the linker are those of LIBC (its properties CC and CXX); the flags are your
project's, as CMake gives them for the host's compiler, so both compilers have to know them.  Flags
that need the host's libraries, as ``-fsanitize=address``, do not link.  Call this function as well
for a library of your project that goes into such a program.  Precompiled headers are left out,
because the two compilers cannot share them.

How it works: the launchers of the target, ``CXX_COMPILER_LAUNCHER`` and the like, start the other
compiler in the host's place.  A launcher of yours (ccache) stays before it.  So the generator has
to be Ninja or Makefiles.  ``compile_commands.json`` names the host's compiler, but the system's
headers, so that clangd and IDEs find those.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(hello LANGUAGES C)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  add_executable(hello hello.c)
  linuxbake_target_libc(hello LIBC libc)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Toolchain.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/LinuxBakePackage.cmake")

function(_linuxbake_check_compiled_target where target)
  if(NOT TARGET "${target}")
    _linuxbake_error("${where}" "There is no target '${target}'."
      "Call add_executable(${target} ...) before.")
  endif()
  get_target_property(type "${target}" TYPE)
  get_target_property(imported "${target}" IMPORTED)
  if(imported OR NOT type MATCHES "^(EXECUTABLE|STATIC_LIBRARY|OBJECT_LIBRARY)$")
    _linuxbake_error("${where}" "'${target}' is no program and no static library of this project."
      "Pass a target of add_executable(), or of add_library() with STATIC or OBJECT.")
  endif()
  if(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    _linuxbake_error("${where}" "The generator '${CMAKE_GENERATOR}' knows no launchers of compilers."
      "Configure with Ninja or with Makefiles.")
  endif()
endfunction()

# A launcher that starts <compiler> in place of the host's, which is its first argument.
function(_linuxbake_compiler_launcher out target kind compiler)
  set(file "${CMAKE_CURRENT_BINARY_DIR}/${target}-libc/${kind}")
  list(JOIN ARGN " " launcher)
  _linuxbake_permissions_of_program(permissions)
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/compiler-launcher.in" "${file}" @ONLY
    FILE_PERMISSIONS ${permissions})
  set(${out} "${file}" PARENT_SCOPE)
endfunction()

# The compiler of LIBC has these directories by itself. They are named for those who only read how it is
# compiled: clangd, IDEs.
function(_linuxbake_name_headers target libc)
  _linuxbake_read_property(cxx TARGET "${libc}" PROPERTY LINUXBAKE_CXX)
  linuxbake_get_property(sysroot "${libc}" SYSROOT)
  if(NOT cxx STREQUAL "")
    target_compile_options("${target}" PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:-nostdinc++>")
    target_include_directories("${target}" SYSTEM PRIVATE
      "$<$<COMPILE_LANGUAGE:CXX>:${sysroot}/usr/include/c++/v1>")
  endif()
  target_include_directories("${target}" SYSTEM PRIVATE "${sysroot}/include")
endfunction()

function(linuxbake_target_libc target)
  _linuxbake_parse_arguments(target "" "LIBC" "PACKAGES")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED LIBC)
  _linuxbake_require_target("${where}" LIBC "${arg_LIBC}" libc)
  _linuxbake_check_compiled_target("${where}" "${target}")
  linuxbake_get_property(arch "${arg_LIBC}" ARCH)
  linuxbake_get_property(libc "${arg_LIBC}" OUTPUT)
  _linuxbake_compilers_of_libc(compiler_C compiler_CXX "${arg_LIBC}")
  foreach(language IN ITEMS C CXX)
    get_target_property(before "${target}" ${language}_COMPILER_LAUNCHER)
    if(NOT before)
      set(before "")
    endif()
    _linuxbake_compiler_launcher(launcher "${target}" "compile-${language}"
      "${compiler_${language}}" ${before})
    _linuxbake_compiler_launcher(linker "${target}" "link-${language}" "${compiler_${language}}")
    set_target_properties("${target}" PROPERTIES ${language}_COMPILER_LAUNCHER "${launcher}"
      ${language}_LINKER_LAUNCHER "${linker}")
  endforeach()
  set_target_properties("${target}" PROPERTIES DISABLE_PRECOMPILE_HEADERS ON
    CXX_SCAN_FOR_MODULES OFF POSITION_INDEPENDENT_CODE OFF LINUXBAKE_ARCH "${arch}")
  set_property(TARGET "${target}" APPEND PROPERTY LINK_DEPENDS "${libc}")
  _linuxbake_name_headers("${target}" "${arg_LIBC}")
  _linuxbake_needed_packages(needed "${where}" PACKAGES "${arch}" ${arg_PACKAGES})
  add_dependencies("${target}" "${arg_LIBC}" ${needed})
  _linuxbake_values_of_targets(roots OUTPUT ${needed})
  foreach(root IN LISTS roots)
    target_include_directories("${target}" SYSTEM PRIVATE "${root}/usr/include")
    target_link_directories("${target}" PRIVATE "${root}/usr/lib")
  endforeach()
endfunction()
