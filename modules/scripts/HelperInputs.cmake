# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
HelperInputs
------------

Writes down all that the helper programs are made of, as the text that is in the key of each of
them in the cache (``BuildHelper.cmake``)::

  cmake -DSETTINGS=<file> -DOUTPUT=<file> -P HelperInputs.cmake

These are our sources; the compiler and the programs that it calls, by content; the flags; each
header that the compiler reads, and each library that is linked, wherever this compiler finds them,
by content; CMake.  The text has no path in it but those of headers and libraries.

It is empty where it cannot be known what the programs will be made of: where the environment
sends CMake to libraries in places of their own (CMAKE_PREFIX_PATH, PKG_CONFIG_PATH …), or where
the compiler cannot say which headers it reads.  Then nothing is
taken from the cache and nothing is put into it.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25...4.4)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/Environment.cmake")

# What compilers and CMake read besides their arguments is for the user's own programs, but for a
# launcher, and for the places of libraries.
_linuxbake_forget_environment("^CMAKE_(CXX_COMPILER_LAUNCHER|(PREFIX|INCLUDE|LIBRARY)_PATH)$"
  "^(PKG_CONFIG_.*|.*_(DIR|ROOT))$")

# The first of these that is set: they are how CMake is told of libraries in places of their own.
function(leading_variable out)
  set(${out} "" PARENT_SCOPE)
  set(names CMAKE_PREFIX_PATH CMAKE_INCLUDE_PATH CMAKE_LIBRARY_PATH PKG_CONFIG_PATH
    PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR)
  foreach(package IN ITEMS CLI11 fmt nlohmann_json tl-expected zydis)
    string(TOUPPER "${package}" upper)
    list(APPEND names "${package}_DIR" "${package}_ROOT" "${upper}_ROOT")
  endforeach()
  foreach(name IN LISTS names)
    if(NOT "$ENV{${name}}" STREQUAL "")
      set(${out} "${name}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# append_files(<text-variable> <word> <file>...): a line for each that is there.
function(append_files text_variable word)
  set(text "${${text_variable}}")
  foreach(file IN LISTS ARGN)
    if(EXISTS "${file}" AND NOT IS_DIRECTORY "${file}")
      file(SHA256 "${file}" hash)
      string(APPEND text "${word} ${hash} ${file}\n")
    endif()
  endforeach()
  set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

function(append_sources text_variable source)
  set(text "${${text_variable}}")
  file(GLOB_RECURSE files RELATIVE "${source}" "${source}/*") # also texts that are embedded
  list(FILTER files EXCLUDE REGEX "(^|/)[.][^/]*$|~$") # those of editors
  list(SORT files)
  foreach(file IN LISTS files)
    file(SHA256 "${source}/${file}" hash)
    string(APPEND text "source ${hash} ${file}\n")
  endforeach()
  set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

# ask_compiler(<out> <compiler> <argument>...): what it prints; empty where it fails.
function(ask_compiler out compiler)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C "${compiler}" ${ARGN}
    OUTPUT_VARIABLE output OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE result)
  set(${out} "" PARENT_SCOPE)
  if(result EQUAL 0)
    set(${out} "${output}" PARENT_SCOPE)
  endif()
endfunction()

function(append_compiler text_variable compiler)
  set(text "${${text_variable}}")
  ask_compiler(version "${compiler}" --version)
  ask_compiler(target "${compiler}" -dumpmachine)
  string(REGEX REPLACE "\n.*" "" version "${version}")
  string(APPEND text "compiler ${version}; ${target}\n")
  file(REAL_PATH "${compiler}" program)
  append_files(text program "${program}")
  foreach(name IN ITEMS cc1plus as ld collect2)
    ask_compiler(path "${compiler}" "-print-prog-name=${name}")
    set(found found-NOTFOUND)
    find_program(found NAMES "${path}" NO_CACHE)
    if(found)
      file(REAL_PATH "${found}" program)
      append_files(text program "${program}")
    endif()
  endforeach()
  set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

# A file that includes all that our sources include of others.
function(write_probe file source)
  set(includes "")
  file(GLOB_RECURSE files "${source}/*.cpp" "${source}/*.h")
  foreach(one IN LISTS files)
    file(STRINGS "${one}" lines REGEX "^#include <[^;]*>")
    list(APPEND includes ${lines})
  endforeach()
  list(TRANSFORM includes REPLACE "^#include (<[^>]*>).*" "\\1")
  list(REMOVE_DUPLICATES includes)
  list(SORT includes)
  list(TRANSFORM includes REPLACE "(.+)" "#if __has_include(\\1)\n#include \\1\n#endif\n")
  list(JOIN includes "" text)
  file(WRITE "${file}" "${text}")
endfunction()

# Sets the text to nothing where the compiler cannot say which they are.
function(append_headers text_variable source probe compiler flags)
  write_probe("${probe}" "${source}")
  separate_arguments(words UNIX_COMMAND "${flags}")
  execute_process(COMMAND "${compiler}" ${words} -std=c++20 -M -x c++ -
    INPUT_FILE "${probe}" OUTPUT_VARIABLE rule ERROR_QUIET RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    set(${text_variable} "" PARENT_SCOPE)
    return()
  endif()
  # A rule of make: "target: file file \", with blanks, # and $ escaped.
  string(REGEX REPLACE "^[^:]*:" "" rule "${rule}")
  string(REPLACE "\\\n" " " rule "${rule}")
  string(REPLACE "\\ " "<blank>" rule "${rule}")
  string(REPLACE "\\#" "#" rule "${rule}")
  string(REPLACE "$$" "$" rule "${rule}")
  string(REGEX MATCHALL "[^ \n]+" files "${rule}")
  list(REMOVE_ITEM files "-") # standard input
  list(TRANSFORM files REPLACE "<blank>" " ")
  list(SORT files)
  set(text "${${text_variable}}")
  foreach(file IN LISTS files)
    if(NOT EXISTS "${file}")
      set(${text_variable} "" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  append_files(text header ${files})
  set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

function(append_libraries text_variable compiler)
  set(text "${${text_variable}}")
  foreach(name IN ITEMS curl fmt lzma zstd lz4 z Zydis Zycore cadical stdc++ gcc_s gcc c m)
    foreach(ending IN ITEMS so a)
      ask_compiler(path "${compiler}" "-print-file-name=lib${name}.${ending}")
      file(GLOB files "/usr/local/lib*/lib${name}.${ending}" "/usr/local/lib/*/lib${name}.${ending}")
      foreach(file IN LISTS path files)
        if(IS_ABSOLUTE "${file}")
          file(REAL_PATH "${file}" file)
          append_files(text library "${file}")
        endif()
      endforeach()
    endforeach()
  endforeach()
  # Whether CMake finds a library that may be missing.
  file(GLOB files "/usr/lib/cmake/[zZ]ydis/*" "/usr/lib/*/cmake/[zZ]ydis/*"
    "/usr/share/cmake/[zZ]ydis/*" "/usr/local/lib/cmake/[zZ]ydis/*")
  append_files(text package ${files})
  set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

function(write_inputs output source compiler flags build_type)
  set(text "linuxbake-helper 1\ncmake ${CMAKE_VERSION}\nflags ${flags}\n")
  string(APPEND text "build type ${build_type}\n")
  append_compiler(text "${compiler}")
  append_libraries(text "${compiler}")
  append_headers(text "${source}" "${output}.cpp" "${compiler}" "${flags}")
  leading_variable(name)
  if(name)
    set(text "")
  endif()
  if(NOT text STREQUAL "")
    append_sources(text "${source}")
  endif()
  file(WRITE "${output}.new" "${text}")
  file(RENAME "${output}.new" "${output}")
endfunction()

# BuildHelper.cmake includes this file for append_sources().
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  write_inputs("${OUTPUT}" "${source}" "${compiler}" "${flags}" "${build_type}")
endif()
