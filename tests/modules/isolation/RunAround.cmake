# SPDX-License-Identifier: MIT
#
# The user's environment around configuring, building and testing changes nothing: the project in
# around/ is made and tested as it is, and with each entry of the table below. The images have to be
# the same, byte for byte, the tests have to end in the same way, and nothing may be installed.
#
#   cmake -DLINUXBAKE_DIR=<dir> -DWORK=<dir> -DKERNEL=<file> [-DEACH=ON] -P RunAround.cmake
#
# Entries that do not speak of the same variable are taken together first; if that fails, or with
# EACH, one by one.
cmake_minimum_required(VERSION 3.25)
set(GENERATOR Ninja)
include("${CMAKE_CURRENT_LIST_DIR}/../../rebuild/kbuild/Common.cmake")
find_program(compiler cc REQUIRED NO_CACHE)

set(wrong "${plain}/wrong")
set(installed "${plain}/installed")
file(MAKE_DIRECTORY "${wrong}/a b")
foreach(file IN ITEMS sitecustomize.py strict.pm libnobodys.so.1 empty.c)
  file(WRITE "${wrong}/${file}" "")
endforeach()
file(WRITE "${wrong}/sitecustomize.py" "raise SystemExit('of the user')\n")
file(WRITE "${wrong}/strict.pm" "die 'of the user';\n")
file(WRITE "${wrong}/umask.sh" "#!/bin/sh\numask 077\nexec \"$@\"\n")
file(CHMOD "${wrong}/umask.sh" PERMISSIONS OWNER_READ OWNER_EXECUTE)
execute_process(COMMAND "${compiler}" -shared -fPIC -o "${wrong}/preloaded.so" "${wrong}/empty.c"
  COMMAND_ERROR_IS_FATAL ANY)

set(options "")
foreach(name IN ITEMS linux busybox musl)
  fake_source(tree "${name}" "${plain}")
  string(TOUPPER "${name}" upper)
  list(APPEND options "-DLINUXBAKE_SOURCE_DIR_${upper}=${tree}")
endforeach()
fake_archive(archive hash hello 1.0 "${plain}")
list(APPEND options "-DHELLO=${archive}" "-DHELLO_HASH=${hash}")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/around/" DESTINATION "${source}")

# run(<word of `cmake -E env`>...), started by `prefix` of the caller; sets output and result.
function(run)
  execute_process(COMMAND ${prefix} "${CMAKE_COMMAND}" -E env ${ARGN} RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output WORKING_DIRECTORY "${WORK}")
  set(result "${result}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# What comes out of the project in such an environment, in <out>: images, and how tests ended.
# <prefix> starts each step; <late> is for those that do not configure.
function(come_out out prefix late early)
  file(REMOVE_RECURSE "${build}" "${cache}" "${installed}")
  set(project "-S;${source};-B;${build};-DLinuxBake_DIR=${LINUXBAKE_DIR};${options}")
  set(builder "${CMAKE_COMMAND};--build;${build}")
  if("CMAKE_BUILD_PARALLEL_LEVEL=0" IN_LIST early) # CMake itself does not take it
    set(builder "ninja;-C;${build}")
  endif()
  set(text "")
  foreach(step IN ITEMS "${CMAKE_COMMAND};${project};-DKERNEL=${KERNEL}"
      "${builder}" "${CMAKE_CTEST_COMMAND};--test-dir;${build}")
    set(words "${early}")
    if(NOT step MATCHES ";-S;")
      list(APPEND words ${late})
    endif()
    run(${words} ${step})
    string(APPEND text "${result}\n")
    if(step MATCHES "ctest;")
      string(ASCII 27 escape)
      string(REGEX REPLACE "${escape}\\[[0-9;]*m" "" output "${output}")
      string(REGEX MATCHALL "[0-9]+% tests passed[^\n]*|Test +#[0-9]+: [a-z.-]+" lines "${output}")
      list(SORT lines)
      string(APPEND text "${lines}\n")
    endif()
    if(NOT result EQUAL 0)
      break()
    endif()
  endforeach()
  file(GLOB_RECURSE files RELATIVE "${build}" "${build}/images/*" "${build}/*/init" "${build}/*.config")
  foreach(file IN LISTS files)
    if(NOT IS_SYMLINK "${build}/${file}")
      file(SHA256 "${build}/${file}" sum)
      string(APPEND text "${file} ${sum}\n")
    endif()
  endforeach()
  if(EXISTS "${installed}")
    string(APPEND text "something is installed\n")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# differs(<out> <prefix> <late> <early>): whether something else comes out.
function(differs out prefix late early)
  come_out(actual "${prefix}" "${late}" "${early}")
  set(${out} FALSE PARENT_SCOPE)
  if(NOT actual STREQUAL reference)
    set(${out} TRUE PARENT_SCOPE)
    set(actual "${actual}" PARENT_SCOPE)
    set(output "${output}" PARENT_SCOPE)
  endif()
endfunction()

# The table: what stands in one line is set together.
set(table
  "NINJA_STATUS=%e hostile |VERBOSE=1|CLICOLOR_FORCE=1|TERM=dumb|COLUMNS=7|LINES=2"
  "GIT_DIR=/nowhere|GIT_WORK_TREE=/nowhere|GIT_CEILING_DIRECTORIES=/|GIT_CONFIG=/nowhere"
  "DESTDIR=${installed}|CMAKE_INSTALL_MODE=SYMLINK|CMAKE_INSTALL_PREFIX=${installed}"
  "CMAKE_BUILD_TYPE=Hostile|CMAKE_CONFIG_TYPE=Hostile|CMAKE_CONFIGURATION_TYPES=Hostile"
  "CMAKE_EXPORT_COMPILE_COMMANDS=ON|CMAKE_COLOR_DIAGNOSTICS=ON|CMAKE_MODULE_PATH=${wrong}"
  "CTEST_PARALLEL_LEVEL=3|CTEST_OUTPUT_ON_FAILURE=1|CTEST_PROGRESS_OUTPUT=1"
  "CMAKE_BUILD_PARALLEL_LEVEL=1"
  "CMAKE_BUILD_PARALLEL_LEVEL="
  "CMAKE_BUILD_PARALLEL_LEVEL=0"
  "CC=/nowhere/cc|CXX=/nowhere/c++|CPP=/nowhere/cpp|ASM=/nowhere/as|LD=/nowhere/ld"
  "CC=ccache gcc -m32 -DX=\"y\"|CXX=clang++ --hostile|CFLAGS=-hostile|LDFLAGS=-hostile"
  "CC=|CXX=|CFLAGS=|MAKEFLAGS=|MAKE=|SHELL=|LD_PRELOAD=|LD_LIBRARY_PATH="
  "LANG=de_DE.UTF-8|LC_ALL=de_DE.UTF-8|LANGUAGE=de:tr|TZ=Pacific/Chatham"
  "TZ=hostile|LC_NUMERIC=de_DE|LC_COLLATE=sv_SE"
  "SOURCE_DATE_EPOCH=0|QEMU_AUDIO_DRV=hostile|QEMU_LOG=hostile|SDL_VIDEODRIVER=hostile|DISPLAY=:99"
  "PYTHONPATH=${wrong}|PYTHONHOME=/nowhere|PYTHONSAFEPATH=1|PERL5LIB=${wrong}|PERL5OPT=-Mhostile"
  "LD_LIBRARY_PATH=/nowhere::${wrong}:hostile|LD_BIND_NOW=1|MALLOC_PERTURB_=165"
  "LD_PRELOAD=${wrong}/preloaded.so"
  "MAKEOVERRIDES=V=1|MAKEFLAGS=-k V=1|MAKELEVEL=7|KBUILD_OUTPUT=/nowhere|CROSS_COMPILE=hostile-"
  "HOSTCC=hostile|LLVM=1|LLVM_IAS=0|ARCH=hostile|KCONFIG_ALLCONFIG=1|KBUILD_VERBOSE=1|W=1|O=/nowhere"
  "CDPATH=/usr:/|IFS=/|ENV=/nowhere|BASH_ENV=/nowhere|PS4=hostile|POSIXLY_CORRECT=1"
  "HOME=/nowhere|XDG_RUNTIME_DIR=/nowhere|XDG_CONFIG_HOME=/nowhere|XDG_DATA_HOME=/nowhere"
  "--unset=HOME|--unset=USER|--unset=LOGNAME|--unset=TERM|--unset=LANG"
  "TMPDIR=${wrong}/a b|TMP=${wrong}/a b|TEMP=${wrong}/a b"
  "--unset=TMPDIR|TMP=/nowhere|TEMP=/nowhere"
  "TMPDIR=/nowhere"
  "TMPDIR=."
  "PATH=.:$ENV{PATH}"
  "PATH=:$ENV{PATH}:"
  "PATH=$ENV{PATH}::/nowhere:relative"
  "CMAKE_GENERATOR=Unix Makefiles"
  "LATE|CMAKE_GENERATOR=Hostile|CMAKE_GENERATOR_PLATFORM=x|CMAKE_GENERATOR_INSTANCE=/x"
  "LATE|CMAKE_GENERATOR_TOOLSET=x|CMAKE_TOOLCHAIN_FILE=${wrong}/none.cmake|CMAKE_PREFIX_PATH=${wrong}"
  "UMASK")

# One entry, or several: a list of each kind of words.
function(read_entries entries)
  set(prefix "")
  set(late "")
  set(early "--unset=CMAKE_GENERATOR;CMAKE_GENERATOR=Ninja")
  foreach(entry IN LISTS entries)
    string(REPLACE "|" ";" words "${entry}")
    if("UMASK" IN_LIST words)
      set(prefix "${wrong}/umask.sh")
    elseif("LATE" IN_LIST words)
      list(REMOVE_ITEM words LATE)
      list(APPEND late ${words})
    else()
      list(APPEND early ${words})
    endif()
  endforeach()
  foreach(name IN ITEMS prefix late early)
    set(${name} "${${name}}" PARENT_SCOPE)
  endforeach()
endfunction()

function(try_entries entries what)
  read_entries("${entries}")
  differs(different "${prefix}" "${late}" "${early}")
  set(different "${different}" PARENT_SCOPE)
  if(different)
    message(NOTICE "${what} changes what comes out:\n${actual}where it was:\n${reference}${output}")
  endif()
endfunction()

# The names that an entry is about.
function(names_of out entry)
  string(REPLACE "|" ";" words "${entry}")
  list(TRANSFORM words REPLACE "^--unset=" "")
  list(TRANSFORM words REPLACE "=.*" "")
  set(${out} "${words}" PARENT_SCOPE)
endfunction()

# The first entries of the table that are about different variables; the others stay in it.
function(take_group out)
  set(group "")
  set(rest "")
  set(taken "")
  foreach(entry IN LISTS table)
    names_of(names "${entry}")
    set(both ${names} ${taken})
    list(REMOVE_ITEM both LATE UMASK)
    set(unique "${both}")
    list(REMOVE_DUPLICATES unique)
    if(both STREQUAL unique)
      list(APPEND group "${entry}")
      list(APPEND taken ${names})
    else()
      list(APPEND rest "${entry}")
    endif()
  endforeach()
  set(${out} "${group}" PARENT_SCOPE)
  set(table "${rest}" PARENT_SCOPE)
endfunction()

read_entries("")
come_out(reference "" "" "${early}")
if(NOT reference MATCHES "100% tests passed, 0 tests failed out of 3" OR
    NOT reference MATCHES "iso [0-9a-f]+\n")
  message(FATAL_ERROR "Nothing is to be compared:\n${reference}${output}")
endif()
set(groups 0)
set(failed "")
while(NOT table STREQUAL "")
  take_group(group)
  math(EXPR groups "${groups} + 1")
  set(different TRUE)
  if(NOT EACH)
    try_entries("${group}" "Group ${groups}")
  endif()
  if(different)
    foreach(entry IN LISTS group)
      try_entries("${entry}" "'${entry}'")
      if(different)
        list(APPEND failed "${entry}")
      endif()
    endforeach()
    if(NOT EACH AND failed STREQUAL "")
      list(APPEND failed "all of them together: ${group}")
    endif()
  endif()
endwhile()
if(NOT failed STREQUAL "")
  list(JOIN failed "\n  " failed)
  message(FATAL_ERROR "The environment changes what comes out:\n  ${failed}")
endif()
message(STATUS "The same in ${groups} groups.")
file(REMOVE_RECURSE "${plain}")
