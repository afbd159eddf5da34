# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeHelpers
----------------

.. versionadded:: 0.1

Finds or builds the helper programs for the host.  Afterwards ``LinuxBake::fetch``,
``LinuxBake::bake``, ``LinuxBake::cpio``, ``LinuxBake::kconfig``, ``LinuxBake::init``, ``LinuxBake::boot``,
``LinuxBake::jobs``, ``LinuxBake::report``, ``LinuxBake::isa``, ``LinuxBake::oci``,
``LinuxBake::deb`` and ``LinuxBake::launch`` are executables for use in COMMAND,
``$<TARGET_FILE:…>`` and DEPENDS, in every directory of the project:

* installed package: they were imported before this module was included;
* as a subproject, cross-compiling or not: a build of their own makes them for the host with the
  host's compiler.  The flags and the toolchain file of the project around it do not reach that
  build.  Each is compiled when something needs it;
* LinuxBake itself at top level, to build a preset: the same, with the compiler
  and the flags of this build;
* LinuxBake itself at top level, to be tested (LINUXBAKE_TESTS): ordinary
  targets of the same build.

Except in the last case, the cache keeps them in ``results/``, as it keeps finished kernels, by
sources, compiler, flags, headers and libraries.  The next build directory takes them from there.
``scripts/HelperInputs.cmake`` says what is in the key.

``--help`` says what a program can do, ``--version`` to which LinuxBake it belongs.  ``launch`` has
neither, because all its arguments belong to its command.

Other modules name a helper ``LinuxBake::<name>`` and depend on it.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_rootfs(rootfs OVERLAY rootfs)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs)
  add_custom_target(initramfs-list
    COMMAND LinuxBake::cpio list "$<TARGET_PROPERTY:initramfs,LINUXBAKE_OUTPUT>"
    DEPENDS LinuxBake::cpio initramfs VERBATIM)
  set_property(TARGET initramfs-list PROPERTY LINUXBAKE_HELP "List what is in the initramfs")
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/CacheDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/RemoteResults.cmake")

# The compiler for the host that CMake would take if the environment named none.
function(_linuxbake_host_cxx_compiler out)
  _linuxbake_look_for_program(found NAMES c++ CC g++ clang++ NO_CMAKE_FIND_ROOT_PATH)
  if(NOT found)
    set(found c++) # CMake will say what is missing
  endif()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# What the scripts read: <name> <value>...
function(_linuxbake_write_helper_settings file)
  set(text "")
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE 1 ${last} 2)
    math(EXPR value "${index} + 1")
    string(APPEND text "set(${ARGV${index}} [==[${ARGV${value}}]==])\n")
  endforeach()
  file(CONFIGURE OUTPUT "${file}" CONTENT "@text@" @ONLY)
endfunction()

# _linuxbake_add_helper(<name> <directory> <bin> <what the program is made of>...)
function(_linuxbake_add_helper name directory bin)
  set(scripts "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/scripts")
  set(target "linuxbake-helper-${name}")
  set(stamp "${directory}/stamps/${target}")
  set(program "${bin}/linuxbake-${name}")
  # They share a directory; in a pool they wait for each other and keep nobody else waiting.
  set(pool "")
  if(CMAKE_GENERATOR MATCHES "Ninja")
    set(pool JOB_POOL linuxbake-helpers)
  endif()
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS "${program}"
    COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${directory}/settings.cmake" "-DNAME=${name}"
      "-DINPUTS=${directory}/inputs" -P "${scripts}/BuildHelper.cmake"
    DEPENDS linuxbake-helpers "${directory}/inputs" ${ARGN} "${scripts}/BuildHelper.cmake"
      "${scripts}/RemoteResults.cmake" "${scripts}/Results.cmake" ${pool}
    COMMENT "Compiling linuxbake-${name}, or taking it from the cache" VERBATIM)
  add_custom_target("${target}" DEPENDS "${stamp}")
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake/internal)
  add_executable("LinuxBake::${name}" IMPORTED GLOBAL)
  set_target_properties("LinuxBake::${name}" PROPERTIES IMPORTED_LOCATION "${program}")
  add_dependencies("LinuxBake::${name}" "${target}")
endfunction()

# _linuxbake_build_helpers(<source> <directory> <bin> COMPILER <file> [FLAGS <text>]
#                          [BUILD_TYPE <type>] [LAUNCHER <program>] NAMES <name>...)
function(_linuxbake_build_helpers source directory bin)
  _linuxbake_parse(arg 3 "" "COMPILER;FLAGS;BUILD_TYPE;LAUNCHER" "NAMES")
  set(scripts "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/scripts")
  _linuxbake_cache_directory(cache)
  _linuxbake_value_or(build_type "${arg_BUILD_TYPE}" Release)
  set(launcher "")
  if(NOT "${arg_LAUNCHER}" STREQUAL "")
    set(launcher "-DCMAKE_CXX_COMPILER_LAUNCHER=${arg_LAUNCHER}")
  endif()
  set(generator "Unix Makefiles")
  if(CMAKE_GENERATOR MATCHES "Ninja")
    set(generator "Ninja")
  endif()
  _linuxbake_remote_settings(remote)
  _linuxbake_write_helper_settings("${directory}/settings.cmake" source "${source}"
    directory "${directory}" bin "${bin}" cache "${cache}" generator "${generator}"
    compiler "${arg_COMPILER}" flags "${arg_FLAGS}" launcher "${launcher}"
    build_type "${build_type}" remote_addresses "${remote_ADDRESSES}"
    remote_writable "${remote_WRITABLE}" remote_keys "${remote_KEYS}"
    remote_signer "${remote_SIGNER}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${source}/*") # those of HelperInputs.cmake
  list(FILTER sources EXCLUDE REGEX "/[.][^/]*$|~$")
  add_custom_command(OUTPUT "${directory}/inputs"
    COMMAND "${CMAKE_COMMAND}" "-DSETTINGS=${directory}/settings.cmake"
      "-DOUTPUT=${directory}/inputs" -P "${scripts}/HelperInputs.cmake"
    DEPENDS ${sources} "${directory}/settings.cmake" "${scripts}/HelperInputs.cmake"
    COMMENT "Looking at what the helper programs are made of" VERBATIM)
  add_custom_target(linuxbake-helpers DEPENDS "${directory}/inputs")
  set_target_properties(linuxbake-helpers PROPERTIES FOLDER LinuxBake/internal)
  set_property(GLOBAL APPEND PROPERTY JOB_POOLS linuxbake-helpers=1)
  # Only those are built that something asks for.
  foreach(name IN LISTS arg_NAMES)
    _linuxbake_add_helper("${name}" "${directory}" "${bin}" ${sources})
  endforeach()
endfunction()

function(_linuxbake_provide_helpers)
  _linuxbake_forget_caller()
  if(TARGET LinuxBake::cpio)
    return()
  endif()
  get_filename_component(source "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../helpers" ABSOLUTE)
  include("${source}/cmake/Names.cmake")
  set(compiler "${CMAKE_CXX_COMPILER}")
  set(is_guest FALSE)
  if(NOT PROJECT_IS_TOP_LEVEL OR NOT PROJECT_NAME STREQUAL "LinuxBake")
    set(is_guest TRUE)
    _linuxbake_host_cxx_compiler(compiler)
  endif()
  set_property(GLOBAL PROPERTY _LINUXBAKE_HELPERS_COMPILER "${compiler}")
  if(is_guest)
    set(directory "${CMAKE_CURRENT_BINARY_DIR}/linuxbake-helpers")
    _linuxbake_build_helpers("${source}" "${directory}" "${directory}/bin"
      COMPILER "${compiler}" NAMES ${LINUXBAKE_HELPER_NAMES})
  elseif(LINUXBAKE_TESTS)
    set(LINUXBAKE_HELPERS_BIN "${PROJECT_BINARY_DIR}/bin")
    add_subdirectory("${source}" "${PROJECT_BINARY_DIR}/helpers")
  else()
    _linuxbake_build_helpers("${source}" "${PROJECT_BINARY_DIR}/helpers"
      "${PROJECT_BINARY_DIR}/bin" COMPILER "${compiler}" FLAGS "${CMAKE_CXX_FLAGS}"
      BUILD_TYPE "${CMAKE_BUILD_TYPE}" LAUNCHER "${CMAKE_CXX_COMPILER_LAUNCHER}"
      NAMES ${LINUXBAKE_HELPER_NAMES})
  endif()
endfunction()

_linuxbake_provide_helpers()
