# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Package (script)
----------------

The steps of linuxbake_add_package()::

  cmake -DSETTINGS=<file> -DSTEP=configure|build -P Package.cmake

configure
  looks after source and tree.
build
  what was stored for these inputs, or configure and make.  Afterwards ``<tree>/root`` is what
  was installed, as far as it is kept.

``<tree>/build`` is where it is built; ``<tree>/needed`` holds the packages that it is compiled with,
all in one.  Our own notes are in the target's directory: ``configured``
(the inputs of what is in ``<tree>/build``), ``built`` (the key of ``<tree>/root``).
#]=======================================================================]
cmake_minimum_required(VERSION 3.25...4.4)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/DirectoryResults.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CompiledSource.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Toolchain.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageFiles.cmake")

set(build "${tree}/build")
set(root "${tree}/root")
set(needed "${tree}/needed")
set(pkg_config "${tree}/pkg-config")
set(our_cflags -Os -pipe -ffunction-sections -fdata-sections)
set(our_ldflags -Wl,--gc-sections)

# The words of a list without the paths of the host that are inputs or other packages: their content
# stands in the key, and the same project in another directory has the same results.
function(without_paths out)
  set(text "${ARGN}")
  foreach(kind IN ITEMS package_inputs needed_roots native_roots)
    set(number 0)
    foreach(path IN LISTS ${kind})
      string(REPLACE "${path}" "<${kind} ${number}>" text "${text}")
      math(EXPR number "${number} + 1")
    endforeach()
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# All that decides the result; no path of the host stands in it.
function(package_inputs out)
  compiler_identity(identity ${compiler})
  toolchain_identity(toolchain)
  recipe_identity(recipe Package.cmake PackageFiles.cmake ComposeSysroot.cmake CompiledSource.cmake
    ../detail/HostFiles.cmake ../detail/Make.cmake ../detail/Environment.cmake
    ../detail/Toolchain.cmake ../templates/toolchain.cmake.in ../templates/meson.cross.in
    ../templates/pkg-config.in)
  set(text "linuxbake-result 1\nkind package\nname ${name}\narch ${arch}\n")
  string(APPEND text "source ${source_identity}\n")
  string(APPEND text "system ${build_system} ${in_source} ${source_subdir}\n")
  string(APPEND text "machines ${build_triple} ${host_triple}\ncompiler ${identity}\n")
  string(APPEND text "toolchain ${toolchain}\n")
  if(NOT autoreconf_program STREQUAL "")
    execute_process(COMMAND "${autoreconf_program}" --version OUTPUT_VARIABLE version)
    string(REGEX MATCH "^[^\n]*" version "${version}")
    string(APPEND text "autoreconf ${version}\n")
  endif()
  foreach(list IN ITEMS configure make install cflags ldflags keep)
    without_paths(words ${package_${list}})
    string(APPEND text "${list} ${words}\n")
  endforeach()
  string(APPEND text "epoch $ENV{SOURCE_DATE_EPOCH}\nrecipe ${recipe}\n")
  foreach(file IN LISTS kbuild_inputs patches)
    file(SHA256 "${file}" hash)
    string(APPEND text "input ${hash}\n")
  endforeach()
  _linuxbake_content_of(content ${package_inputs})
  string(APPEND text "${content}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(compose_needed)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DSYSROOT=${needed}" "-DROOTS=${needed_roots}"
    -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/ComposeSysroot.cmake" COMMAND_ERROR_IS_FATAL ANY)
  _linuxbake_write_pkg_config("${pkg_config}" "${needed}")
endfunction()

# Sets `tools`: <NAME>=<value> for the environment or for make.
function(find_tools)
  string(STRIP "${compiler_CACHE} ${compiler}" cc)
  # What __FILE__ and debug information say of directories.
  set(maps "-ffile-prefix-map=${source}=." "-ffile-prefix-map=${build}=.")
  if(NOT needed_roots STREQUAL "")
    list(APPEND maps "-ffile-prefix-map=${needed}=.")
    list(APPEND our_cflags -isystem "${needed}/usr/include")
    list(APPEND our_ldflags "-L${needed}/usr/lib")
  endif()
  list(JOIN our_cflags " " cflags)
  list(JOIN our_ldflags " " ldflags)
  list(JOIN maps " " maps)
  list(JOIN package_cflags " " more_cflags)
  list(JOIN package_ldflags " " more_ldflags)
  string(STRIP "${cflags} ${maps} ${more_cflags}" cflags)
  string(STRIP "${ldflags} ${more_ldflags}" ldflags)
  set(tools "CC=${cc}" "CFLAGS=${cflags}" "LDFLAGS=${ldflags}" "PKG_CONFIG=${pkg_config}")
  foreach(tool IN ITEMS AR RANLIB NM STRIP OBJCOPY)
    string(TOLOWER "${tool}" program)
    list(APPEND tools "${tool}=${compiler_CROSS}${program}")
  endforeach()
  if(NOT compiler_cxx STREQUAL "")
    string(STRIP "${compiler_CACHE} ${compiler_cxx}" cxx)
    list(APPEND tools "CXX=${cxx}" "CXXFLAGS=${cflags}")
  endif()
  set(cflags "${cflags}" PARENT_SCOPE)
  set(ldflags "${ldflags}" PARENT_SCOPE)
  set(cc "${cc}" PARENT_SCOPE)
  set(tools "${tools}" PARENT_SCOPE)
endfunction()

# What else there is to say of a build that fails.
set(advice_on_libraries " It sees the libraries of LIBC and of the packages that DEPENDS names, and none \
of the host. If it lacks one (see above), add a package with that library and name it in DEPENDS.")

# What looks after libraries, and says in its own words that one is missing.
function(run_configuring what)
  cmake_parse_arguments(PARSE_ARGV 1 run "" "" "COMMAND")
  execute_process(COMMAND ${run_COMMAND} WORKING_DIRECTORY "${build}" OUTPUT_VARIABLE output
    ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(NOTICE "${output}")
    message(FATAL_ERROR "${title}: ${what} failed (${result}).${advice_on_libraries}")
  endif()
endfunction()

function(run_make)
  execute_process(COMMAND ${make} ${package_make} WORKING_DIRECTORY "${build}"
    RESULT_VARIABLE result)
  if(result EQUAL 0)
    return()
  endif()
  set(missing "")
  if(EXISTS "${directory}/make.log")
    file(STRINGS "${directory}/make.log" missing REGEX
      "fatal error: .*(No such file|file not found)|cannot find -l|unable to find library -l")
  endif()
  set(advice "")
  if(missing)
    set(advice "${advice_on_libraries}")
  endif()
  message(FATAL_ERROR "${title}: make failed (${result}).${advice}")
endfunction()

# A CMake project has its compilers from the toolchain file. It may want a path to shared libraries in
# its programs; there is none in static ones, and an install that looks for it fails.
function(run_cmake)
  set(options "-DCMAKE_MAKE_PROGRAM=${make_program}" -DCMAKE_BUILD_TYPE=MinSizeRel
    -DCMAKE_INSTALL_PREFIX=/usr -DBUILD_SHARED_LIBS=OFF
    -DCMAKE_SKIP_RPATH=ON "-DCMAKE_EXE_LINKER_FLAGS=${ldflags}"
    "-DCMAKE_FIND_ROOT_PATH=${needed}" "-DPKG_CONFIG_EXECUTABLE=${pkg_config}")
  foreach(language IN ITEMS C CXX)
    list(APPEND options "-DCMAKE_${language}_FLAGS=${cflags}")
    if(NOT compiler_CACHE STREQUAL "")
      list(APPEND options "-DCMAKE_${language}_COMPILER_LAUNCHER=${compiler_CACHE}")
    endif()
  endforeach()
  run_configuring("cmake" COMMAND "${CMAKE_COMMAND}" -G "Unix Makefiles"
    -S "${source}/${source_subdir}" -B "${build}" "--toolchain=${toolchain_file}" ${options}
    ${package_configure})
endfunction()

# The words of a command line as a list of Meson's.
function(meson_list out words)
  separate_arguments(list UNIX_COMMAND "${words}")
  list(TRANSFORM list REPLACE "'" "\\\\'")
  list(JOIN list "', '" list)
  set(${out} "['${list}']" PARENT_SCOPE)
endfunction()

# A second cross file has what is the package's own.
function(run_meson)
  meson_list(compile "${cflags}")
  meson_list(link "${ldflags}")
  set(own "${tree}/meson.cross")
  file(WRITE "${own}" "[binaries]\npkg-config = '${pkg_config}'\npkgconfig = '${pkg_config}'\n[built-in options]\n"
    "c_args = ${compile}\ncpp_args = ${compile}\nc_link_args = ${link}\ncpp_link_args = ${link}\n")
  run_configuring("meson" COMMAND "${CMAKE_COMMAND}" -E env "NINJA=${ninja_program}"
    "${meson_program}" setup "${build}" "${source}/${source_subdir}"
    "--cross-file=${meson_cross_file}" "--cross-file=${own}" --prefix=/usr --libdir=lib
    --buildtype=minsize -Ddebug=false --wrap-mode=nodownload ${package_configure})
endfunction()

function(run_configure)
  if(build_system STREQUAL "make")
    return()
  elseif(build_system STREQUAL "meson")
    run_meson()
    return()
  elseif(build_system STREQUAL "cmake")
    run_cmake()
    return()
  endif()
  if(NOT autoreconf_program STREQUAL "")
    _linuxbake_run("autoreconf" QUIET DIRECTORY "${build}"
      COMMAND "${autoreconf_program}" --install --force)
  endif()
  set(program "${source}/configure")
  if(in_source)
    set(program "${build}/configure")
  endif()
  set(arguments "")
  if(build_system STREQUAL "autotools")
    set(arguments "--host=${host_triple}" "--build=${build_triple}" --prefix=/usr)
  endif()
  string(REPLACE "@CC@" "${cc}" own "${package_configure}")
  run_configuring("configure"
    COMMAND "${CMAKE_COMMAND}" -E env ${tools} "${program}" ${arguments} ${own})
endfunction()

# Sets `make`: the whole command without its arguments; the log is named after what it does.
function(make_of_package log)
  _linuxbake_make_command(make QUIET LOG "${directory}/${log}.log" ${ARGN})
  if(build_system STREQUAL "meson")
    list(POP_BACK make)
    list(APPEND make "${ninja_program}")
  endif()
  list(APPEND make -C "${build}")
  if(build_system STREQUAL "make")
    list(APPEND make ${tools})
  endif()
  set(make "${make}" PARENT_SCOPE)
endfunction()

# An install writes to the build tree and nowhere else, root's too; what it compiles in passing has
# its temporary files there.
function(run_install destination)
  execute_process(COMMAND "${jobs_program}" can-confine RESULT_VARIABLE result)
  set(confined WRITABLE "${tree}")
  if(NOT result EQUAL 0)
    set(confined "")
    execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(user STREQUAL "0" AND "$ENV{LINUXBAKE_UNCONFINED_INSTALL}" STREQUAL "")
      message(FATAL_ERROR "${title}: the kernel of this host has no Landlock (Linux 5.13), so that "
        "nothing keeps what root installs here from the host's own directories. Build as another "
        "user; or, if the makefile of ${name} heeds DESTDIR, set LINUXBAKE_UNCONFINED_INSTALL=1 in "
        "the environment.")
    endif()
  endif()
  file(MAKE_DIRECTORY "${tree}/tmp")
  make_of_package(install ${confined})
  string(REPLACE "@DESTDIR@" "${destination}" arguments "${package_install}")
  set(variables "DESTDIR=${destination}") # a makefile may set it, so it has to be on the command line
  if(build_system STREQUAL "meson")
    set(variables "") # Ninja knows none
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env "TMPDIR=${tree}/tmp" CCACHE_DISABLE=1
      "DESTDIR=${destination}" ${make} ${variables} ${arguments}
    WORKING_DIRECTORY "${build}" RESULT_VARIABLE result)
  file(REMOVE_RECURSE "${tree}/tmp")
  if(NOT result EQUAL 0)
    set(why "")
    if(EXISTS "${directory}/install.log")
      file(STRINGS "${directory}/install.log" denied REGEX "[Pp]ermission denied|EACCES")
      if(denied AND NOT confined STREQUAL "")
        set(why " An install may write below its build directory only, and nothing was written "
          "elsewhere. Where permission was denied (see above), the makefile does not heed DESTDIR: "
          "tell it with INSTALL where to install, as in \"INSTALL_TOP=@DESTDIR@/usr\".")
        list(JOIN why "" why)
      endif()
    endif()
    message(FATAL_ERROR "${title}: make install failed (${result}).${why}")
  endif()
endfunction()

# Configured only if it is not the same that is there already: a failed build, or an edited source
# of the user's own, goes on from where it was. Uses `inputs` of its callers.
function(build_package destination)
  foreach(root IN LISTS native_roots)
    set(ENV{PATH} "${root}/usr/bin:$ENV{PATH}")
  endforeach()
  compose_needed()
  find_tools()
  note(configured "${directory}/configured")
  if(NOT configured STREQUAL inputs OR NOT IS_DIRECTORY "${build}")
    file(REMOVE "${directory}/configured")
    file(REMOVE_RECURSE "${build}")
  endif()
  if(in_source)
    copy_source("${build}")
  endif()
  if(NOT EXISTS "${directory}/configured")
    file(MAKE_DIRECTORY "${build}")
    run_configure()
    file(WRITE "${directory}/configured" "${inputs}")
  endif()
  make_of_package(make)
  run_make()
  run_install("${destination}")
  tidy_package("${destination}")
endfunction()

function(package_record)
  begin_record(record)
  list_with_hashes(list ${patches})
  string(JSON record SET "${record}" patches "${list}")
  file(GLOB_RECURSE files RELATIVE "${root}" "${root}/*")
  set(pairs "")
  foreach(file IN LISTS files)
    if(NOT IS_SYMLINK "${root}/${file}")
      list(APPEND pairs "/${file}=${root}/${file}")
    endif()
  endforeach()
  compiler_identity(identity ${compiler})
  end_record("${record}" "${identity}" ${pairs})
endfunction()

function(step_build)
  package_inputs(inputs)
  string(SHA256 key "${inputs}")
  note(built "${directory}/built")
  if(local_source OR NOT built STREQUAL key OR NOT IS_DIRECTORY "${root}")
    file(REMOVE "${directory}/built")
    _linuxbake_cached_directory("${root}" "${key}" "${inputs}"
      WHAT "${name} ${version}" MAKE build_package LOCAL "${local_source}")
  endif()
  package_record()
  file(WRITE "${directory}/built" "${key}")
endfunction()

_linuxbake_clean_environment()
prepare_source()
if(STEP STREQUAL "build")
  step_build()
endif()
