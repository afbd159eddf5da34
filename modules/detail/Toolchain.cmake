# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Toolchain
---------

The files by which other projects compile for a system, written when CMake configures: for CMake a
toolchain file (cmake-toolchains(7)), for Meson a cross file (its manual, "Cross compilation"), and
a ``pkg-config`` that does not know the host's packages.

``_linuxbake_write_toolchain(<target> DIRECTORY <directory> ARCH <arch> TRIPLE <triple> CC <file>``
``  [CXX <file>] [CLANG] SYSROOT <directory> BINUTILS <prefix>)``
  Writes them into DIRECTORY and sets the properties TOOLCHAIN_FILE, MESON_CROSS_FILE and PKG_CONFIG
  of the target.  Without CXX a project that wants C++ is told that there is none.

``_linuxbake_write_toolchain_of_packages(<target> <directory> <libc> <packages-root>)``
  The same for a libc and the packages that are installed in ``<packages-root>/usr``: files that
  include the libc's.

``_linuxbake_compilers_of_libc(<out-variable of C> <out-variable of C++> <libc>)``
  Its compiler commands; where it has no C++, a program that says so.

``_linuxbake_permissions_of_program(<out-variable>)``
  For FILE_PERMISSIONS of a script that is written.

``_linuxbake_write_pkg_config(<file> <directory>)``
  The ``pkg-config`` for what is installed in ``<directory>/usr``.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_permissions_of_program out)
  set(${out} OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE
    PARENT_SCOPE)
endfunction()

function(_linuxbake_write_pkg_config file packages_root)
  _linuxbake_permissions_of_program(permissions)
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../templates/pkg-config.in" "${file}" @ONLY
    FILE_PERMISSIONS ${permissions})
endfunction()

# Meson's names: its manual, "Reference tables", "CPU families".
function(_linuxbake_cpu_family out arch)
  set(family "${arch}")
  if(arch MATCHES "^i[3-6]86$")
    set(family x86)
  endif()
  set(${out} "${family}" PARENT_SCOPE)
endfunction()

function(_linuxbake_compilers_of_libc out_c out_cxx libc)
  linuxbake_get_property(c "${libc}" CC)
  linuxbake_get_property(cxx "${libc}" CXX)
  if(cxx STREQUAL "")
    linuxbake_get_property(toolchain "${libc}" TOOLCHAIN_FILE)
    cmake_path(REPLACE_FILENAME toolchain "no-c++" OUTPUT_VARIABLE cxx)
  endif()
  set(${out_c} "${c}" PARENT_SCOPE)
  set(${out_cxx} "${cxx}" PARENT_SCOPE)
endfunction()

function(_linuxbake_write_toolchain target)
  _linuxbake_parse(arg 1 "CLANG" "DIRECTORY;ARCH;TRIPLE;CC;CXX;SYSROOT;BINUTILS" "")
  set(arch "${arg_ARCH}")
  set(triple "${arg_TRIPLE}")
  set(cc "${arg_CC}")
  set(cxx "${arg_CXX}")
  set(sysroot "${arg_SYSROOT}")
  set(binutils "${arg_BINUTILS}")
  if(cxx STREQUAL "")
    set(cxx "${arg_DIRECTORY}/no-c++")
    _linuxbake_permissions_of_program(permissions)
    configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../templates/no-cxx.in" "${cxx}" @ONLY
      FILE_PERMISSIONS ${permissions})
  endif()
  set(only_of_clang "")
  if(arg_CLANG)
    foreach(language IN ITEMS C CXX ASM)
      string(APPEND only_of_clang "set(CMAKE_${language}_COMPILER_TARGET ${triple})\n")
    endforeach()
    string(APPEND only_of_clang "set(CMAKE_SYSROOT \"${sysroot}\")\n")
  endif()
  set(pkg_config "${arg_DIRECTORY}/pkg-config")
  _linuxbake_write_pkg_config("${pkg_config}" "${sysroot}")
  _linuxbake_cpu_family(cpu_family "${arch}")
  foreach(file IN ITEMS toolchain.cmake meson.cross)
    configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../templates/${file}.in"
      "${arg_DIRECTORY}/${file}" @ONLY)
  endforeach()
  _linuxbake_set_properties("${target}" TOOLCHAIN_FILE "${arg_DIRECTORY}/toolchain.cmake"
    MESON_CROSS_FILE "${arg_DIRECTORY}/meson.cross" PKG_CONFIG "${pkg_config}")
endfunction()

function(_linuxbake_write_toolchain_of_packages target directory libc packages_root)
  linuxbake_get_property(toolchain_of_libc "${libc}" TOOLCHAIN_FILE)
  linuxbake_get_property(cross_of_libc "${libc}" MESON_CROSS_FILE)
  set(pkg_config "${directory}/pkg-config")
  _linuxbake_write_pkg_config("${pkg_config}" "${packages_root}")
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../templates/toolchain-packages.cmake.in"
    "${directory}/toolchain.cmake" @ONLY)
  # A cross file cannot include another one.
  file(READ "${cross_of_libc}" cross)
  string(REGEX REPLACE "(pkg-?config) = '[^']*'" "\\1 = '${pkg_config}'" cross "${cross}")
  set(compile "['-isystem', '${packages_root}/usr/include']")
  set(link "['-L${packages_root}/usr/lib']")
  string(APPEND cross "c_args = ${compile}\ncpp_args = ${compile}\n"
    "c_link_args = ${link}\ncpp_link_args = ${link}\n")
  file(CONFIGURE OUTPUT "${directory}/meson.cross" CONTENT "${cross}" @ONLY)
  _linuxbake_set_properties("${target}" TOOLCHAIN_FILE "${directory}/toolchain.cmake"
    MESON_CROSS_FILE "${directory}/meson.cross" PKG_CONFIG "${pkg_config}")
endfunction()
