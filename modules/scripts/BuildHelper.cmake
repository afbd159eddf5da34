# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
BuildHelper
-----------

Brings one of the helper programs into the build, from the cache, from a server or by compiling it::

  cmake -DSETTINGS=<file> -DNAME=<name> -DINPUTS=<file> -P BuildHelper.cmake

``INPUTS`` is what ``HelperInputs.cmake`` wrote: with the program's name it is the text whose hash
is the key in the cache.  What is compiled is stored only if the sources are still those of that
text.  A build directory belongs to one state of everything but the sources; where a source has
changed without being newer (an archive was unpacked over it), it begins anew as well, because
makefiles look at times only.

It compiles as many files at a time as ``CMAKE_BUILD_PARALLEL_LEVEL`` says, else as a make around it
was told to (``-j4``), else as there are processors.  What a Ninja was told does not reach it.

One build at a time uses the directory.  A cache that cannot be written is read only.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25...4.4)

include("${SETTINGS}")
cmake_host_system_information(RESULT jobs QUERY NUMBER_OF_LOGICAL_CORES)
if("$ENV{CMAKE_BUILD_PARALLEL_LEVEL}" MATCHES "^[1-9][0-9]*$")
  set(jobs "$ENV{CMAKE_BUILD_PARALLEL_LEVEL}")
elseif("$ENV{MAKEFLAGS}" MATCHES "(^| )-j([1-9][0-9]*)( |$)")
  set(jobs "${CMAKE_MATCH_2}")
endif()

include("${CMAKE_CURRENT_LIST_DIR}/Results.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/HelperInputs.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RemoteResults.cmake")

file(READ "${INPUTS}" inputs)
set(title "linuxbake-${NAME}")
set(program "${bin}/linuxbake-${NAME}")
set(compiled "${directory}/bin/linuxbake-${NAME}")

# Whether what was compiled before may stay: then the build tool finds what is to be done.
function(may_continue out directory source inputs)
  set(${out} FALSE PARENT_SCOPE)
  if(NOT EXISTS "${directory}/built-from" OR NOT EXISTS "${directory}/build/CMakeCache.txt")
    return()
  endif()
  file(READ "${directory}/built-from" before)
  foreach(variable IN ITEMS inputs before)
    string(REGEX REPLACE "source [0-9a-f]+ [^\n]*\n" "" "${variable}_rest" "${${variable}}")
  endforeach()
  if(NOT inputs_rest STREQUAL before_rest)
    return()
  endif()
  string(REGEX MATCHALL "source [0-9a-f]+ [^\n]*\n" lines "${inputs}")
  foreach(line IN LISTS lines)
    string(FIND "${before}" "${line}" position)
    string(REGEX REPLACE "^source [0-9a-f]+ ([^\n]*)\n" "\\1" file "${line}")
    if(position EQUAL -1 AND NOT "${source}/${file}" IS_NEWER_THAN "${directory}/built-from")
      return()
    endif()
  endforeach()
  set(${out} TRUE PARENT_SCOPE)
endfunction()

# configure_build(<source> <build directory> <argument of cmake>...)
function(configure_build source build)
  file(REMOVE_RECURSE "${build}")
  cmake_parse_arguments(PARSE_ARGV 2 cmake "" "" "ARGUMENTS")
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${source}" -B "${build}" ${cmake_ARGUMENTS}
    OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(NOTICE "${output}")
    message(FATAL_ERROR "The helper programs could not be configured.")
  endif()
endfunction()

function(compile build title jobs)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" --target "${title}"
    --parallel "${jobs}" # without a number, make would start all at once
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${title} could not be built.")
  endif()
endfunction()

function(can_write out directory)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E make_directory "${directory}" ERROR_QUIET)
  execute_process(COMMAND test -w "${directory}" RESULT_VARIABLE result)
  set(${out} FALSE PARENT_SCOPE)
  if(result EQUAL 0)
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

# Not if a source was edited while the compiler ran.
function(store title cache key text source file seconds)
  string(REGEX MATCHALL "source [0-9a-f]+ [^\n]*\n" lines "${text}")
  list(JOIN lines "" before)
  set(now "")
  append_sources(now "${source}")
  if(now STREQUAL before)
    file(WRITE "${file}.seconds" "${seconds}\n") # helpers/bake/results/uses.h
    _linuxbake_store_result("${cache}" "${key}" "${text}" "program=${file}"
      "seconds=${file}.seconds")
    message(STATUS "${title}: the cache keeps it, for the next build directory")
  endif()
endfunction()

# What the cache has of this key, and whether it may be given what it has not: then it is locked.
function(look_into_cache out out_writable title cache key)
  set(writable FALSE)
  _linuxbake_find_result(entry "${title}" "${cache}" "${key}")
  if(entry STREQUAL "")
    can_write(writable "${cache}/results")
    if(writable)
      _linuxbake_lock_result("${title}" "${cache}" "${key}")
      _linuxbake_find_result(entry "${title}" "${cache}" "${key}")
    endif()
  endif()
  set(${out} "${entry}" PARENT_SCOPE)
  set(${out_writable} "${writable}" PARENT_SCOPE)
endfunction()

# linuxbake-bake sends what was compiled: the programs before it wait for it.
function(send_to_servers key directory cache bake addresses signer)
  file(APPEND "${directory}/unsent" "${key}\n")
  if(NOT EXISTS "${bake}" OR addresses STREQUAL "" OR signer STREQUAL "")
    return()
  endif()
  file(STRINGS "${directory}/unsent" keys)
  file(REMOVE "${directory}/unsent")
  set(ENV{LINUXBAKE_RESULTS_REMOTE} "${addresses}") # a password in it is no word of a command line
  execute_process(COMMAND "${bake}" cache push "--cache=${cache}" "--signer=${signer}" ${keys}
    OUTPUT_QUIET)
endfunction()

file(MAKE_DIRECTORY "${directory}/stamps" "${bin}")
file(LOCK "${directory}/build.lock" GUARD PROCESS)
set(entry "")
set(writable FALSE)
set(text "program ${NAME}\n${inputs}")
string(SHA256 key "${text}")
if(NOT inputs STREQUAL "")
  look_into_cache(entry writable "${title}" "${cache}" "${key}")
endif()
if(writable AND entry STREQUAL "")
  _linuxbake_take_program(taken "${cache}" "${text}" "${title}" "${remote_addresses}"
    "${remote_keys}")
  if(taken)
    set(entry "${cache}/results/${key}")
  endif()
endif()
if(entry STREQUAL "")
  string(TIMESTAMP begin "%s" UTC)
  may_continue(continue "${directory}" "${source}" "${inputs}")
  if(NOT continue)
    configure_build("${source}" "${directory}/build" ARGUMENTS -G "${generator}"
      "-DCMAKE_BUILD_TYPE=${build_type}" "-DLINUXBAKE_HELPERS_BIN=${directory}/bin"
      "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_CXX_FLAGS=${flags}" ${launcher})
  endif()
  file(WRITE "${directory}/built-from" "${inputs}")
  compile("${directory}/build" "${title}" "${jobs}")
  string(TIMESTAMP end "%s" UTC)
  math(EXPR seconds "${end} - ${begin}")
  message(STATUS "${title}: compiled in ${seconds} seconds")
  if(writable)
    store("${title}" "${cache}" "${key}" "${text}" "${source}" "${compiled}" "${seconds}")
  endif()
  _linuxbake_copy_program("${title}" "${compiled}" "${program}")
  if(writable)
    send_to_servers("${key}" "${directory}" "${cache}" "${bin}/linuxbake-bake" "${remote_writable}"
      "${remote_signer}")
  endif()
else()
  _linuxbake_copy_program("${title}" "${entry}/program" "${program}")
endif()
file(TOUCH "${directory}/stamps/linuxbake-helper-${NAME}")
