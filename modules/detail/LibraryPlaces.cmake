# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LibraryPlaces
-------------

Where this host has the shared libraries of programs for another architecture.

``_linuxbake_library_places(<out-variable> <arch>)``
  As options of ``linuxbake-boot vm``: ``--sysroot`` for CMAKE_SYSROOT, CMAKE_FIND_ROOT_PATH, and
  what a cross compiler takes for ``/``; ``--libraries`` for directories of its own outside of that.
  The compilers are those of the project, if it cross-compiles, and the one for the architecture, if
  that is not the host's.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Architectures.cmake")

# The real path of one of its libraries; nothing if it has none.
function(_linuxbake_library_of_compiler out name)
  execute_process(COMMAND ${ARGN} "-print-file-name=${name}" OUTPUT_VARIABLE file ERROR_QUIET
    OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(IS_ABSOLUTE "${file}" AND EXISTS "${file}")
    cmake_path(NORMAL_PATH file)
  else()
    set(file "")
  endif()
  set(${out} "${file}" PARENT_SCOPE)
endfunction()

# What it takes for "/": by its own word, and by where its libc is, "<sysroot>/lib/libc.so.6".
function(_linuxbake_sysroots_of_compiler out)
  execute_process(COMMAND ${ARGN} -print-sysroot OUTPUT_VARIABLE root ERROR_QUIET
    OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE result)
  set(roots "")
  if(result EQUAL 0 AND IS_ABSOLUTE "${root}")
    list(APPEND roots "${root}")
  endif()
  foreach(libc IN ITEMS libc.so.6 libc.so)
    _linuxbake_library_of_compiler(file "${libc}" ${ARGN})
    string(REGEX REPLACE "(/usr)?/lib(64|32)?(/[^/]+-linux-[^/]+|/lp64d?)?/[^/]+$" "" root "${file}")
    if(NOT root STREQUAL file)
      list(APPEND roots "${root}")
    endif()
  endforeach()
  set(${out} "${roots}" PARENT_SCOPE)
endfunction()

# The commands of the compilers: a list of them, the words of each apart by "|".
function(_linuxbake_compilers_for out arch)
  set(commands "")
  if(CMAKE_CROSSCOMPILING)
    foreach(language IN ITEMS C CXX)
      if(NOT CMAKE_${language}_COMPILER)
        continue()
      endif()
      set(command "${CMAKE_${language}_COMPILER}")
      if(CMAKE_${language}_COMPILER_TARGET)
        string(APPEND command "|--target=${CMAKE_${language}_COMPILER_TARGET}")
      endif()
      if(CMAKE_SYSROOT)
        string(APPEND command "|--sysroot=${CMAKE_SYSROOT}")
      endif()
      list(APPEND commands "${command}")
    endforeach()
  endif()
  _linuxbake_host_architecture(host)
  _linuxbake_get_architecture("" "${arch}")
  list(FILTER arch_HOSTS INCLUDE REGEX "^${host}=")
  if(NOT host STREQUAL arch AND arch_HOSTS STREQUAL "")
    _linuxbake_look_for_program(compiler NAMES "${arch_CROSS}-linux-gnu-gcc")
    if(compiler)
      list(APPEND commands "${compiler}")
    endif()
  endif()
  set(${out} "${commands}" PARENT_SCOPE)
endfunction()

# The directories that CMake's own variables name, as far as they are there.
function(_linuxbake_sysroots_of_cmake out)
  set(roots "")
  foreach(root IN LISTS CMAKE_SYSROOT CMAKE_FIND_ROOT_PATH)
    if(IS_ABSOLUTE "${root}" AND IS_DIRECTORY "${root}")
      list(APPEND roots "${root}")
    endif()
  endforeach()
  set(${out} "${roots}" PARENT_SCOPE)
endfunction()

# Asked once: a project may have many tests.
function(_linuxbake_library_places out arch)
  _linuxbake_compilers_for(commands "${arch}")
  _linuxbake_sysroots_of_cmake(roots)
  string(SHA256 key "${arch};${commands};${roots}")
  _linuxbake_read_property(known GLOBAL PROPERTY _LINUXBAKE_LIBRARY_PLACES_${key} SET)
  if(known)
    _linuxbake_read_property(options GLOBAL PROPERTY _LINUXBAKE_LIBRARY_PLACES_${key})
    set(${out} "${options}" PARENT_SCOPE)
    return()
  endif()
  set(directories "")
  foreach(command IN LISTS commands)
    string(REPLACE "|" ";" command "${command}")
    _linuxbake_sysroots_of_compiler(more ${command})
    list(APPEND roots ${more})
    foreach(library IN ITEMS libgcc_s.so.1 libstdc++.so.6)
      _linuxbake_library_of_compiler(file "${library}" ${command})
      if(NOT file STREQUAL "")
        cmake_path(GET file PARENT_PATH directory)
        list(APPEND directories "${directory}")
      endif()
    endforeach()
  endforeach()
  list(TRANSFORM roots REPLACE "/+$" "")
  list(REMOVE_ITEM roots "")
  list(REMOVE_DUPLICATES roots)
  list(REMOVE_DUPLICATES directories)
  list(TRANSFORM roots PREPEND "--sysroot=")
  list(TRANSFORM directories PREPEND "--libraries=")
  set(options "${roots}" "${directories}") # without quotes, two empty ones would leave the cache's
  list(REMOVE_ITEM options "")
  set_property(GLOBAL PROPERTY _LINUXBAKE_LIBRARY_PLACES_${key} "${options}")
  set(${out} "${options}" PARENT_SCOPE)
endfunction()
