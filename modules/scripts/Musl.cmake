# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Musl (script)
-------------

The steps of linuxbake_add_musl()::

  cmake -DSETTINGS=<file> -DSTEP=configure|build -P Musl.cmake

configure
  fetches the kernel's source for the headers.
build
  unpacks the stored sysroot, or makes it: ``make headers`` of the kernel,
  musl's configure and make.  Writes the compiler wrapper.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25...4.4)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/DirectoryResults.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CompiledSource.cmake")

set(templates "${CMAKE_CURRENT_LIST_DIR}/../templates")
list(GET pie_flags 0 pie_flag)
set(musl_flags "-pipe ${pie_flag}")

function(musl_inputs out)
  compiler_identity(identity ${compiler})
  toolchain_identity(toolchain)
  recipe_identity(recipe Musl.cmake CompiledSource.cmake ../detail/HostFiles.cmake
    ../detail/Make.cmake
    ../detail/Environment.cmake)
  recorded_sha256(headers "${headers_record}")
  set(text "linuxbake-result 1\nkind musl\narch ${arch}\nsource ${source_identity}\n")
  string(APPEND text "headers ${headers}\ncompiler ${identity}\nflags ${musl_flags}\n")
  string(APPEND text "toolchain ${toolchain}\n")
  if(own_libgcc)
    file(SHA256 "${own_libgcc}" libgcc)
    string(APPEND text "libgcc ${libgcc}\n")
  endif()
  set(${out} "${text}recipe ${recipe}\n" PARENT_SCOPE)
endfunction()

function(make_headers destination)
  file(REAL_PATH "${headers_link}" linux)
  _linuxbake_make_command(make QUIET LOG "${directory}/headers.log")
  _linuxbake_run("make headers" COMMAND ${make} -C "${linux}" "O=${tree}/headers"
    "ARCH=${arch_KBUILD}" headers)
  file(COPY "${tree}/headers/usr/include/" DESTINATION "${destination}"
    FILES_MATCHING PATTERN "*.h")
endfunction()

function(configure_musl)
  file(REMOVE_RECURSE "${tree}/musl")
  file(MAKE_DIRECTORY "${tree}/musl")
  list(JOIN compiler " " cc_text)
  string(STRIP "${compiler_CACHE} ${cc_text}" cc_text)
  _linuxbake_run("musl's configure" QUIET DIRECTORY "${tree}/musl"
    COMMAND "${source}/configure" --prefix=/ --syslibdir=/lib --disable-shared
      --enable-wrapper=no "--target=${arch_TRIPLE}-linux-musl" "--build=${arch_TRIPLE}-linux-musl"
      "CROSS_COMPILE=${compiler_CROSS}" "CC=${cc_text}" "CFLAGS=${musl_flags}")
endfunction()

# What gcc calls for arithmetic that the processor has no instruction for. The host's libgcc is made
# for a later processor.
function(make_own_libgcc destination)
  set(object "${tree}/own-libgcc.o")
  _linuxbake_run("compiling ${own_libgcc}" COMMAND ${compiler} -std=c11 -Os -ffreestanding
    ${pie_flag} -fomit-frame-pointer -fno-asynchronous-unwind-tables -fno-stack-protector
    -c "${own_libgcc}" -o "${object}")
  _linuxbake_run("making libgcc.a" COMMAND ar crD "${destination}/libgcc.a" "${object}")
  _linuxbake_run("making libgcc_eh.a" COMMAND ar crD "${destination}/libgcc_eh.a")
endfunction()

function(build_sysroot destination)
  configure_musl()
  # "install" would make the tools as well, among them a compiler wrapper of musl's own.
  foreach(goal IN ITEMS install-libs install-headers)
    _linuxbake_make_command(make QUIET LOG "${directory}/${goal}.log")
    _linuxbake_run("make ${goal}" COMMAND ${make} -C "${tree}/musl" "DESTDIR=${destination}"
      "${goal}")
  endforeach()
  make_headers("${destination}/include")
  if(own_libgcc)
    make_own_libgcc("${destination}/lib")
  endif()
endfunction()

function(write_wrapper)
  list(JOIN compiler " " compiler_command)
  list(JOIN pie_flags " " wrapper_flags)
  # What gcc adds: its libgcc, and what calls constructors of old kinds and registers unwind tables.
  set(libgcc "-L .%s")
  set(start_file crt1.o)
  set(crtbegin "crtbeginT.o%s")
  set(crtend "crtend.o%s")
  if("-static-pie" IN_LIST pie_flags)
    set(start_file rcrt1.o)
    set(crtbegin "crtbeginS.o%s")
    set(crtend "crtendS.o%s")
  endif()
  if(own_libgcc)
    set(libgcc "")
    set(crtbegin "")
    set(crtend "")
  endif()
  configure_file("${templates}/musl-gcc.specs.in" "${sysroot}/lib/linuxbake-gcc.specs" @ONLY)
  configure_file("${templates}/musl-gcc.in" "${cc}" @ONLY
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
      WORLD_EXECUTE)
endfunction()

function(step_build)
  musl_inputs(inputs)
  string(SHA256 key "${inputs}")
  note(built "${directory}/built")
  set(local "${local_source}${headers_local}")
  if(local OR NOT built STREQUAL key OR NOT EXISTS "${libc}")
    file(REMOVE "${directory}/built")
    _linuxbake_cached_directory("${sysroot}" "${key}" "${inputs}"
      WHAT "musl ${version}" MAKE build_sysroot LOCAL "${local}")
  endif()
  write_wrapper()
  begin_record(record)
  file(READ "${headers_record}" headers)
  string(JSON headers ERROR_VARIABLE ignored REMOVE "${headers}" path)
  string(JSON record SET "${record}" headers "${headers}")
  # For those who are linked against it: the wrapper without its path.
  recipe_identity(wrapper ../templates/musl-gcc.in ../templates/musl-gcc.specs.in)
  string(JSON record SET "${record}" wrapper "\"${wrapper} ${pie_flags}\"")
  # Headers of a tree of one's own change while libc.a stays. The specs have paths of this build.
  _linuxbake_sums_of_directory(files "${sysroot}" -not -name linuxbake-gcc.specs)
  string(JSON record SET "${record}" sysroot "\"${files}\"")
  compiler_identity(identity ${compiler})
  end_record("${record}" "${identity}" "libc.a=${libc}")
  file(WRITE "${directory}/built" "${key}")
endfunction()

_linuxbake_clean_environment()
if(STEP STREQUAL "configure")
  _linuxbake_run("fetching linux" COMMAND ${headers_fetch})
endif()
prepare_source()
if(STEP STREQUAL "build")
  step_build()
endif()
