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

``<tree>/build`` is where it is built.  Our own notes are in the target's directory: ``configured``
(the inputs of what is in ``<tree>/build``), ``built`` (the key of ``<tree>/root``).
#]=======================================================================]
cmake_minimum_required(VERSION 3.25)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Make.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Results.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CompiledSource.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/PackageFiles.cmake")

set(build "${tree}/build")
set(root "${tree}/root")
# In the locale C it does nothing where a path has other letters than ASCII, and returns 0.
set(tar "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 "${CMAKE_COMMAND}" -E tar)
set(our_cflags -Os -pipe -ffunction-sections -fdata-sections)
set(our_ldflags -Wl,--gc-sections)

# All that decides the result; no path of this machine stands in it.
function(package_inputs out)
  compiler_identity(identity ${compiler})
  recipe_identity(recipe Package.cmake PackageFiles.cmake CompiledSource.cmake
    ../detail/Make.cmake)
  set(text "linuxbake-result 1\nkind package\nname ${name}\narch ${arch}\n")
  string(APPEND text "source ${source_identity}\nsystem ${build_system} ${in_source}\n")
  string(APPEND text "machines ${build_triple} ${host_triple}\ncompiler ${identity}\n")
  foreach(list IN ITEMS configure make install cflags ldflags keep)
    string(APPEND text "${list} ${package_${list}}\n")
  endforeach()
  string(APPEND text "epoch $ENV{SOURCE_DATE_EPOCH}\nrecipe ${recipe}\n")
  foreach(file IN LISTS kbuild_inputs patches)
    file(SHA256 "${file}" hash)
    string(APPEND text "input ${hash}\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Sets `tools`: <NAME>=<value> for the environment or for make.
function(find_tools)
  string(STRIP "${compiler_CACHE} ${compiler}" cc)
  # What __FILE__ and debug information say of directories.
  set(maps "-ffile-prefix-map=${source}=." "-ffile-prefix-map=${build}=.")
  list(JOIN our_cflags " " cflags)
  list(JOIN our_ldflags " " ldflags)
  list(JOIN maps " " maps)
  list(JOIN package_cflags " " more_cflags)
  list(JOIN package_ldflags " " more_ldflags)
  string(STRIP "${cflags} ${maps} ${more_cflags}" cflags)
  string(STRIP "${ldflags} ${more_ldflags}" ldflags)
  set(tools "CC=${cc}" "CFLAGS=${cflags}" "LDFLAGS=${ldflags}")
  foreach(tool IN ITEMS AR RANLIB NM STRIP OBJCOPY)
    string(TOLOWER "${tool}" program)
    list(APPEND tools "${tool}=${compiler_CROSS}${program}")
  endforeach()
  set(cc "${cc}" PARENT_SCOPE)
  set(tools "${tools}" PARENT_SCOPE)
endfunction()

# The files of the cache are read-only; times are kept, because makefiles look at them.
function(copy_source)
  file(MAKE_DIRECTORY "${build}")
  _linuxbake_run("copying the source" QUIET COMMAND cp -R -u --preserve=timestamps,links
    "${source}/." "${build}")
  _linuxbake_run("copying the source" QUIET COMMAND chmod -R u+w "${build}")
endfunction()

function(run_configure)
  if(build_system STREQUAL "make")
    return()
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
  _linuxbake_run("configure" QUIET DIRECTORY "${build}"
    COMMAND "${CMAKE_COMMAND}" -E env ${tools} "${program}" ${arguments} ${own})
endfunction()

# make with these arguments; the log is named after what it does.
function(run_make log)
  set(variables "")
  if(build_system STREQUAL "make")
    set(variables ${tools})
  endif()
  _linuxbake_make_command(make QUIET LOG "${directory}/${log}.log")
  _linuxbake_run("make" DIRECTORY "${build}"
    COMMAND ${make} -C "${build}" ${variables} ${ARGN})
endfunction()

# Configured only if it is not the same that is there already: a failed build, or an edited source
# of the user's own, goes on from where it was.
function(build_package inputs destination)
  message(STATUS "${title}: building ${name} ${version}")
  find_tools()
  note(configured "${directory}/configured")
  if(NOT configured STREQUAL inputs OR NOT IS_DIRECTORY "${build}")
    file(REMOVE "${directory}/configured")
    file(REMOVE_RECURSE "${build}")
  endif()
  if(in_source)
    copy_source()
  endif()
  if(NOT EXISTS "${directory}/configured")
    file(MAKE_DIRECTORY "${build}")
    run_configure()
    file(WRITE "${directory}/configured" "${inputs}")
  endif()
  run_make(make ${package_make})
  file(REMOVE_RECURSE "${destination}")
  run_make(install "DESTDIR=${destination}" ${package_install})
  tidy_package("${destination}")
endfunction()

function(unpack entry)
  message(STATUS "${title}: ${name} ${version} was built before, taken from the cache")
  file(REMOVE_RECURSE "${tree}/new")
  file(MAKE_DIRECTORY "${tree}/new")
  _linuxbake_run("unpacking the package" DIRECTORY "${tree}/new"
    COMMAND ${tar} xf "${entry}/root.tar")
endfunction()

# Makes `root` new, from the cache or from the source.
function(make_root key inputs)
  _linuxbake_lock_result("${key}")
  set(entry "")
  if(NOT local_source)
    _linuxbake_find_result(entry "${key}")
  endif()
  if(NOT entry STREQUAL "")
    unpack("${entry}")
  else()
    build_package("${inputs}" "${tree}/new/root")
    if(NOT local_source)
      _linuxbake_run("packing the result" DIRECTORY "${tree}/new"
        COMMAND ${tar} cf "${tree}/root.tar" --format=gnutar root)
      _linuxbake_store_result("${key}" "${inputs}" "root.tar=${tree}/root.tar")
      file(REMOVE "${tree}/root.tar")
    endif()
  endif()
  file(REMOVE_RECURSE "${root}")
  file(RENAME "${tree}/new/root" "${root}")
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
    make_root("${key}" "${inputs}")
  endif()
  package_record()
  file(WRITE "${directory}/built" "${key}")
endfunction()

_linuxbake_clean_environment()
prepare_source()
if(STEP STREQUAL "build")
  step_build()
endif()
