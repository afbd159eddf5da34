# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Cxx (script)
------------

The steps of linuxbake_add_cxx()::

  cmake -DSETTINGS=<file> -DSTEP=configure|build -P Cxx.cmake

build
  unpacks the stored runtime, or makes it with LLVM's own CMake: first compiler-rt's builtins,
  which nothing links without; then libunwind, libc++abi and libc++.  Writes the sysroot and the
  compiler wrappers.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25...4.4)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/DirectoryResults.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CompiledSource.cmake")

set(templates "${CMAKE_CURRENT_LIST_DIR}/../templates")
set(runtime "${tree}/runtime")
set(resources "${tree}/clang")

# The compiler: by its version, its own bytes, and those of the libraries that it consists of.
function(clang_identity out)
  compiler_identity(version "${compiler}")
  execute_process(COMMAND ldd "${compiler}" OUTPUT_VARIABLE libraries ERROR_QUIET)
  string(REGEX MATCHALL "/[^ \n]*/lib(clang|LLVM)[^ \n]*" libraries "${libraries}")
  _linuxbake_identity_of_files(hash "${cache}" "${compiler}" "${lld}" ${libraries})
  set(${out} "${version} ${hash}" PARENT_SCOPE)
endfunction()

function(cxx_inputs out)
  clang_identity(identity)
  recipe_identity(recipe Cxx.cmake CompiledSource.cmake ../detail/HostFiles.cmake
    ../detail/Make.cmake ../detail/Environment.cmake ../templates/clang.cfg.in
    ../templates/llvm-runtime.cmake ../templates/llvm-checks.cmake)
  file(SHA256 "${kbuild_inputs}" libc)
  set(text "linuxbake-result 1\nkind cxx\narch ${arch}\nsource ${source_identity}\n")
  string(APPEND text "libc ${libc}\ncompiler ${identity}\nflags ${clang_flags}\nrecipe ${recipe}\n")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# The part's own CMake, for the target; what it installs goes to <destination>.
function(build_part part source_directory destination)
  set(binary "${tree}/${part}")
  file(REMOVE_RECURSE "${binary}")
  set(launcher "")
  if(NOT compiler_CACHE STREQUAL "")
    foreach(language IN ITEMS C CXX ASM)
      list(APPEND launcher "-DCMAKE_${language}_COMPILER_LAUNCHER=${compiler_CACHE}")
    endforeach()
  endif()
  _linuxbake_run("configuring ${part}" QUIET COMMAND "${CMAKE_COMMAND}" -G "Unix Makefiles"
    -S "${source_directory}" -B "${binary}" "--toolchain=${toolchain_file}"
    "-DCMAKE_MAKE_PROGRAM=${make_program}" ${launcher} -C "${templates}/llvm-runtime.cmake")
  _linuxbake_make_command(make QUIET LOG "${directory}/${part}.log")
  _linuxbake_run("building ${part}" COMMAND "${CMAKE_COMMAND}" -E env "DESTDIR=${destination}"
    ${make} -C "${binary}" install)
endfunction()

# The builtins have to be where clang looks for them before a program can be linked.
function(build_runtime destination)
  build_part(builtins "${source}/compiler-rt/lib/builtins" "${destination}")
  file(COPY "${destination}/clang/lib" DESTINATION "${resources}")
  build_part(libcxx "${source}/runtimes" "${destination}")
endfunction()

# <sysroot> is the libc's with the runtime in it, so that one --sysroot says all.
function(write_sysroot)
  file(REMOVE_RECURSE "${sysroot}" "${resources}")
  file(MAKE_DIRECTORY "${resources}")
  file(COPY "${libc_sysroot}/" DESTINATION "${sysroot}" PATTERN linuxbake-gcc.specs EXCLUDE)
  if(IS_DIRECTORY "${runtime}")
    file(COPY "${runtime}/usr" DESTINATION "${sysroot}")
    file(COPY "${runtime}/clang/lib" DESTINATION "${resources}")
  endif()
  execute_process(COMMAND "${compiler}" -print-resource-dir OUTPUT_VARIABLE headers
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  file(CREATE_LINK "${headers}/include" "${resources}/include" SYMBOLIC)
endfunction()

function(write_compilers)
  set(configuration "${tree}/clang.cfg")
  list(JOIN clang_flags "\n" flag_lines)
  configure_file("${templates}/clang.cfg.in" "${configuration}" @ONLY)
  foreach(compiler_command IN ITEMS "${compiler}" "${clangxx}")
    string(REGEX MATCH "clang(\\+\\+)?" suffix "${compiler_command}")
    configure_file("${templates}/clang.in" "${tree}/bin/${triple}-${suffix}" @ONLY
      FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
        WORLD_EXECUTE)
  endforeach()
endfunction()

function(step_build)
  cxx_inputs(inputs)
  string(SHA256 key "${inputs}")
  note(built "${directory}/built")
  if(local_source OR NOT built STREQUAL key OR NOT IS_DIRECTORY "${runtime}")
    file(REMOVE "${directory}/built")
    file(REMOVE_RECURSE "${runtime}")
    write_sysroot()
    write_compilers()
    _linuxbake_cached_directory("${runtime}" "${key}" "${inputs}"
      WHAT "libc++ ${version}" MAKE build_runtime LOCAL "${local_source}")
  endif()
  write_sysroot()
  write_compilers()
  begin_record(record)
  _linuxbake_sums_of_directory(files "${sysroot}")
  string(JSON record SET "${record}" sysroot "\"${files}\"")
  # For those who are compiled with it: the compiler itself, and what it is told.
  clang_identity(identity)
  recipe_identity(wrapper ../templates/clang.cfg.in ../templates/clang.in)
  string(JSON record SET "${record}" wrapper "\"${wrapper} ${clang_flags}\"")
  end_record("${record}" "${identity}" "libc++.a=${sysroot}/usr/lib/libc++.a")
  file(WRITE "${directory}/built" "${key}")
endfunction()

_linuxbake_clean_environment()
prepare_source()
if(STEP STREQUAL "build")
  step_build()
endif()
