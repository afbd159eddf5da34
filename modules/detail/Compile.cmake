# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Compile
-------

What the functions have in common that compile a source with a build system of
its own (kernel, musl, BusyBox, packages): an ExternalProject whose steps are a program of ours,
with every input declared.

``_linuxbake_compile(<target> RECIPE <kind> DIRECTORY <dir> TREE <dir>``
``                   [ALL] [TERMINAL] FETCH <command> SPEC <file> [LOCAL <dir>]``
``                   [INPUTS <file>...] [PRODUCTS <file>...] [DEPENDS <target>...]``
``                   [TOOLS <program>...])``
  Makes the target, with the steps

  ========== ==================================================================
  download   the fetcher: ``<dir>/source`` becomes a link to the tree; a target of its own,
             X-download, which waits for no helper program but linuxbake-fetch
  inputs     nothing but the dependency on INPUTS and the recipe
  configure  ``linuxbake-bake <kind> --recipe … --step configure``, where the recipe is that of
             ``_linuxbake_recipe()`` (Recipe.cmake) in DIRECTORY
  edited     nothing; X-menuconfig touches what it depends on
  build      the same with ``build``; has written PRODUCTS afterwards
  ========== ==================================================================

  A make around us is asked for each job but the first (``LINUXBAKE_JOBSERVER`` of
  linuxbake-jobs), so that ``make -j4`` runs four, ours among them: with makefiles from CMake 3.28
  on, where the build step is JOB_SERVER_AWARE; with Ninja from 1.13 on, where it takes part in the
  job server of a make around it.

  A build with nothing to do runs none of them.  A tree of the user's own
  (LOCAL) is searched for files newer than the last build in every build, by one
  more target, because nobody has declared its 80,000 files.

``_linuxbake_tree_directory(<out-variable> <where> <target> <what>)``
  Where the source is built: ``<current binary dir>/<target>/tree``.  Kbuild and musl cannot
  build in a directory with a space or a colon in its path; then the tree is
  below the cache, and the configuration says so.

``_linuxbake_check_source_arguments(<where> <version> <source-dir>)``
  An error if both are given, the values of VERSION and SOURCE_DIR.

``_linuxbake_arch_or_host(<out-variable> <arch>)``
  The architecture, or that of the host where it is empty.

``_linuxbake_check_own_tree(<where> <tree> <what> [IN_TREE] [MARKS <file>...] [MADE <path>...]``
``                          [PATCHES <file>...])``
  What can be said of a user's tree at once: its path, that it has MARKS, that nothing was made in
  it (MADE, and what Kbuild makes; not where it is built IN_TREE, in a copy), and that it goes
  without PATCHES.

``_linuxbake_require_programs(<where> <program>...)``
  An error that lists all that are missing on this host.

``_linuxbake_isolated(<out-variable>)``
  What stands before a command, so that the user's environment does not reach it.

``_linuxbake_require_clean_tree(<where> <tree> [<trace>...])``
  An error if a kernel tree, or one like it, was configured or built in place.

``_linuxbake_add_step_target(<target> <step>)``
  The step as a target ``<target>-<step>``, out of the user's sight.

``_linuxbake_require_files(<out-variable> <where> <KEYWORD> <path>...)``
  The absolute paths of existing files.

``_linuxbake_state_of_tools(<out-variable> <out-files> <program>...)``
  A text that is another one after a program has been replaced, and where PATH finds the programs:
  the steps depend on both, and look at the programs again.  What they are is in the key of a
  result, whatever their version says (helpers/bake/toolchain).

``_linuxbake_compiler(<where> <arch>)``
  Sets in the caller ``compiler_CROSS`` (a prefix such as ``aarch64-linux-gnu-``, empty for the
  host's own architecture), ``compiler_CC`` (without its launcher) and ``compiler_CACHE`` (the
  launcher, CompilerLauncher.cmake).  The compiler is gcc, so that an image is the same whoever builds it: neither
  ``CC`` nor ``LLVM`` of the environment, which are for the programs of the host, changes that;
  where one of them or ``CXX`` asks for clang, the first call says what compiles what.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include(ExternalProject)
include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CompilerLauncher.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Fetch.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/HostProgram.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Recipe.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")

function(_linuxbake_tree_directory out where target what)
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}/tree")
  _linuxbake_read_property(unsafe GLOBAL PROPERTY _LINUXBAKE_UNSAFE_PATH)
  if(directory MATCHES "${unsafe}")
    _linuxbake_cache_directory(cache)
    if(cache MATCHES "${unsafe}")
      _linuxbake_error("${where}"
        "No tree of ${what} works in a directory with a space or another special character:"
        "  ${directory}"
        "nor in the cache, where it would be built instead:"
        "  ${cache}"
        "Set LINUXBAKE_CACHE_DIR to a directory without such characters.")
    endif()
    string(SHA256 id "${directory}")
    string(SUBSTRING "${id}" 0 16 id)
    set(tree "${cache}/builds/${target}-${id}")
    message(STATUS "${target}: its tree is ${tree}, because ${what} cannot be built in a path "
      "like ${directory}")
    set(directory "${tree}")
  endif()
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()

# Further traces of that may be named.
function(_linuxbake_require_clean_tree where tree)
  file(REAL_PATH "${tree}" real)
  foreach(trace IN ITEMS .config include/config LISTS ARGN)
    if(EXISTS "${real}/${trace}")
      set(arch "")
      if(trace MATCHES "^arch/([^/]+)/include/generated$")
        set(arch " ARCH=${CMAKE_MATCH_1}")
      endif()
      _linuxbake_error("${where}" "'${tree}' was configured or built in place,"
        "so that nothing can be built from it elsewhere. There is"
        "  ${real}/${trace}"
        "Clean the tree:"
        "  make -C \"${real}\"${arch} mrproper")
    endif()
  endforeach()
endfunction()

function(_linuxbake_check_own_tree where tree what)
  _linuxbake_parse(own 3 "IN_TREE" "" "MARKS;MADE;PATCHES")
  _linuxbake_read_property(unsafe GLOBAL PROPERTY _LINUXBAKE_UNSAFE_PATH)
  file(REAL_PATH "${tree}" real)
  if(real MATCHES "${unsafe}")
    _linuxbake_error("${where}"
      "The source of ${what} cannot be built: its path has a space, a colon or the like:"
      "  ${real}"
      "Move the tree. A symbolic link does not help.")
  endif()
  foreach(mark IN LISTS own_MARKS)
    if(NOT EXISTS "${real}/${mark}")
      _linuxbake_error("${where}" "'${tree}' is not the source of ${what}:"
        "there is no ${mark} in it.")
    endif()
  endforeach()
  if(NOT own_IN_TREE)
    _linuxbake_require_clean_tree("${where}" "${tree}" ${own_MADE})
  endif()
  if(NOT "${own_PATCHES}" STREQUAL "")
    _linuxbake_error("${where}" "PATCHES are for sources that LinuxBake fetches."
      "'${tree}' is a tree of your own: apply them there.")
  endif()
endfunction()

# VERSION, SOURCE_DIR and ARCH mean the same in every function that compiles a source.
function(_linuxbake_check_source_arguments where version source_dir)
  if(NOT version STREQUAL "" AND NOT source_dir STREQUAL "")
    _linuxbake_error("${where}" "VERSION and SOURCE_DIR exclude each other."
      "SOURCE_DIR is a tree of your own, VERSION names one that is fetched.")
  endif()
endfunction()

function(_linuxbake_arch_or_host out arch)
  if(arch STREQUAL "")
    _linuxbake_host_architecture(arch)
  endif()
  set(${out} "${arch}" PARENT_SCOPE)
endfunction()

function(_linuxbake_require_programs where)
  set(missing "")
  foreach(program IN LISTS ARGN)
    _linuxbake_look_for_program(found NAMES "${program}")
    if(NOT found)
      list(APPEND missing "${program}")
    endif()
  endforeach()
  if(NOT missing STREQUAL "")
    list(JOIN missing ", " missing)
    _linuxbake_error("${where}" "This host lacks what the build needs: ${missing}."
      "The package manager has them under these or similar names"
      "(Debian: apt install build-essential flex bison bc).")
  endif()
endfunction()

function(_linuxbake_require_files out where keyword)
  set(files "")
  foreach(path IN LISTS ARGN)
    _linuxbake_require_file("${where}" "${keyword}" "${path}" file)
    list(APPEND files "${file}")
  endforeach()
  set(${out} "${files}" PARENT_SCOPE)
endfunction()

function(_linuxbake_state_of_tools out out_files)
  set(files "")
  foreach(program IN LISTS ARGN)
    _linuxbake_look_for_program(file NAMES "${program}" NO_DEFAULT_PATH PATHS ENV PATH)
    if(file)
      list(APPEND files "${file}")
    endif()
  endforeach()
  execute_process(COMMAND stat -L -c "%d %i %s %Y %Z" -- ${files} OUTPUT_VARIABLE state ERROR_QUIET)
  string(SHA256 state "${state}")
  set(${out} "${state}" PARENT_SCOPE)
  set(${out_files} "${files}" PARENT_SCOPE)
endfunction()

# Once: what a user who prefers clang gets.
function(_linuxbake_say_who_compiles)
  _linuxbake_read_property(said GLOBAL PROPERTY _LINUXBAKE_SAID_WHO_COMPILES)
  set(asked "")
  foreach(name IN ITEMS CC CXX LLVM)
    set(value "$ENV{${name}}")
    if(value MATCHES "clang" OR (name STREQUAL "LLVM" AND NOT value STREQUAL ""))
      list(APPEND asked "${name}=${value}")
    endif()
  endforeach()
  if(said OR asked STREQUAL "")
    return()
  endif()
  list(JOIN asked " and " asked)
  set(helpers "")
  _linuxbake_read_property(compiler GLOBAL PROPERTY _LINUXBAKE_HELPERS_COMPILER)
  if(compiler) # else they are installed
    set(helpers "; the helper programs, which run on the host, by ${compiler}")
  endif()
  message(STATUS "LinuxBake: ${asked} changes nothing in the guest: kernel, libc and userland are "
    "compiled by gcc${helpers}")
  set_property(GLOBAL PROPERTY _LINUXBAKE_SAID_WHO_COMPILES TRUE)
endfunction()

function(_linuxbake_compiler where arch)
  _linuxbake_say_who_compiles()
  _linuxbake_host_architecture(host)
  _linuxbake_get_architecture("${where}" "${arch}")
  set(compiler_CROSS "")
  set(compiler_CC gcc)
  list(FILTER arch_HOSTS INCLUDE REGEX "^${host}=")
  if(NOT arch_HOSTS STREQUAL "")
    string(REGEX REPLACE "^[^=]*=" "" option "${arch_HOSTS}")
    list(APPEND compiler_CC ${option})
  elseif(NOT host STREQUAL arch)
    set(compiler_CROSS "${arch_CROSS}-linux-gnu-")
    set(compiler_CC "${compiler_CROSS}gcc")
    _linuxbake_packages_of(packages "C compiler for ${arch}")
    if(packages)
      _linuxbake_find_program("${where}" unused "C compiler for ${arch}" "${compiler_CC}")
    endif()
  endif()
  list(APPEND compiler_CC ${arch_FLAGS})
  list(GET compiler_CC 0 program)
  _linuxbake_require_programs("${where}" make "${program}" "${compiler_CROSS}ld")
  _linuxbake_launcher_of_compilers(compiler_CACHE)
  foreach(name IN ITEMS CROSS CC CACHE)
    set(compiler_${name} "${compiler_${name}}" PARENT_SCOPE)
  endforeach()
endfunction()

function(_linuxbake_isolated out)
  get_filename_component(scripts "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts" ABSOLUTE)
  set(${out} "${CMAKE_COMMAND}" -P "${scripts}/RunIsolated.cmake" -- PARENT_SCOPE)
endfunction()

# The tree of the user's own: a file that is newer than <stamp> makes that file new.
function(_linuxbake_watch_source target tree stamp)
  add_custom_target("${target}-source"
    COMMAND LinuxBake::fetch watch --source "${tree}" --except "${PROJECT_BINARY_DIR}"
      --stamp "${stamp}"
    BYPRODUCTS "${stamp}"
    COMMENT "Looking for changes in the source of ${target}" VERBATIM)
  set_target_properties("${target}-source" PROPERTIES FOLDER LinuxBake/internal)
endfunction()

# Ninja makes a lost byproduct again, Make does not know of it.
function(_linuxbake_watch_products target stamp)
  if(NOT CMAKE_GENERATOR MATCHES "Makefiles")
    return()
  endif()
  add_custom_target("${target}-products"
    COMMAND "${CMAKE_COMMAND}" "-DSTAMP=${stamp}" "-DFILES=${ARGN}"
      -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts/LostProducts.cmake" VERBATIM)
  set_target_properties("${target}-products" PROPERTIES FOLDER LinuxBake/internal)
  add_dependencies("${target}" "${target}-products")
endfunction()

function(_linuxbake_add_step_target target step)
  ExternalProject_Add_StepTargets("${target}" "${step}")
  # ExternalProject makes targets of steps before it as well.
  foreach(part IN ITEMS mkdir spec download update patch inputs headers configure)
    if(TARGET "${target}-${part}")
      set_target_properties("${target}-${part}" PROPERTIES FOLDER LinuxBake/internal)
    endif()
  endforeach()
endfunction()

# The command of the steps, without the word for the step, and the files that it is made of.
function(_linuxbake_step_command out_command out_inputs target kind directory)
  _linuxbake_state_of_tools(state tool_files ${ARGN})
  file(CONFIGURE OUTPUT "${directory}/programs" CONTENT "@state@" @ONLY)
  set(recipe "${directory}/${target}.recipe.json")
  set(program "$<TARGET_FILE:LinuxBake::bake>")
  set(${out_command} "${program}" "${kind}" --recipe "${recipe}" --step PARENT_SCOPE)
  set(${out_inputs} "${recipe}" "${program}" "${directory}/programs" ${tool_files} PARENT_SCOPE)
endfunction()

function(_linuxbake_compile target)
  _linuxbake_parse(compile 1 "ALL;TERMINAL" "RECIPE;DIRECTORY;TREE;SPEC;LOCAL"
    "INPUTS;PRODUCTS;DEPENDS;FETCH;TOOLS")
  _linuxbake_step_command(command inputs "${target}" "${compile_RECIPE}" "${compile_DIRECTORY}"
    gcc as ld ${compile_TOOLS})
  set(exclude TRUE)
  if(compile_ALL)
    set(exclude FALSE)
  endif()
  file(MAKE_DIRECTORY "${compile_DIRECTORY}")
  if(NOT EXISTS "${compile_DIRECTORY}/edited")
    file(TOUCH "${compile_DIRECTORY}/edited")
  endif()
  set(changed "")
  if(NOT "${compile_LOCAL}" STREQUAL "")
    set(changed "${compile_DIRECTORY}/source.changed" "${target}-source")
    _linuxbake_watch_source("${target}" "${compile_LOCAL}" "${compile_DIRECTORY}/source.changed")
  endif()
  # A make around us lets us have a part in its jobs.
  set(aware "")
  if(CMAKE_VERSION VERSION_GREATER_EQUAL 3.28)
    set(aware BUILD_JOB_SERVER_AWARE TRUE)
  endif()
  ExternalProject_Add("${target}"
    PREFIX "${compile_DIRECTORY}"
    SOURCE_DIR "${compile_DIRECTORY}/source"
    BINARY_DIR "${compile_TREE}"
    STAMP_DIR "${compile_DIRECTORY}/stamps"
    TMP_DIR "${compile_DIRECTORY}/tmp"
    DOWNLOAD_DIR "${compile_DIRECTORY}/tmp"
    DOWNLOAD_COMMAND ${compile_FETCH}
    CONFIGURE_COMMAND ${command} configure
    BUILD_COMMAND ${command} build
    ${aware}
    INSTALL_COMMAND ""
    BUILD_BYPRODUCTS ${compile_PRODUCTS}
    USES_TERMINAL_DOWNLOAD TRUE
    USES_TERMINAL_BUILD "${compile_TERMINAL}"
    EXCLUDE_FROM_ALL "${exclude}"
    DEPENDS LinuxBake::fetch LinuxBake::jobs LinuxBake::bake ${compile_DEPENDS})
  # Comments, because ExternalProject calls a step without a command "No spec step".
  ExternalProject_Add_Step("${target}" spec DEPENDERS download INDEPENDENT TRUE
    COMMENT "Looking for the source of ${target}" DEPENDS "${compile_SPEC}")
  ExternalProject_Add_Step("${target}" inputs DEPENDEES patch DEPENDERS configure
    COMMENT "Preparing the build of ${target}"
    DEPENDS ${compile_INPUTS} ${inputs})
  ExternalProject_Add_Step("${target}" edited DEPENDEES configure DEPENDERS build
    COMMENT "Beginning to build ${target}"
    DEPENDS "${compile_DIRECTORY}/edited" ${changed})
  set_target_properties("${target}" PROPERTIES FOLDER LinuxBake)
  # A step that is a target of its own waits for no helper program but the one that it calls.
  _linuxbake_add_step_target("${target}" download)
  _linuxbake_watch_products("${target}" "${compile_DIRECTORY}/stamps/${target}-build"
    ${compile_PRODUCTS})
endfunction()
