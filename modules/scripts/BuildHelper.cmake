# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
BuildHelper
-----------

Brings one of the helper programs into the build, from the cache or by compiling it::

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

file(READ "${INPUTS}" inputs)
set(title "linuxbake-${NAME}")
set(program "${bin}/linuxbake-${NAME}")
set(compiled "${directory}/bin/linuxbake-${NAME}")

function(deliver file)
  _linuxbake_copy_if_different("${file}" "${program}")
  file(CHMOD "${program}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endfunction()

# Whether what was compiled before may stay: then the build tool finds what is to be done.
function(may_continue out)
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

function(configure_build)
  file(REMOVE_RECURSE "${directory}/build")
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${source}" -B "${directory}/build" -G "${generator}"
      "-DCMAKE_BUILD_TYPE=${build_type}" "-DLINUXBAKE_HELPERS_BIN=${directory}/bin"
      "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_CXX_FLAGS=${flags}" ${launcher}
    OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(NOTICE "${output}")
    message(FATAL_ERROR "The helper programs could not be configured.")
  endif()
endfunction()

function(compile)
  string(TIMESTAMP begin "%s" UTC)
  may_continue(continue)
  if(NOT continue)
    configure_build()
  endif()
  file(WRITE "${directory}/built-from" "${inputs}")
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${directory}/build" --target "linuxbake-${NAME}"
    --parallel "${jobs}" # without a number, make would start all at once
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "linuxbake-${NAME} could not be built.")
  endif()
  string(TIMESTAMP end "%s" UTC)
  math(EXPR seconds "${end} - ${begin}")
  message(STATUS "linuxbake-${NAME}: compiled in ${seconds} seconds")
endfunction()

function(can_write out directory)
  set(${out} FALSE PARENT_SCOPE)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E make_directory "${directory}"
    RESULT_VARIABLE result ERROR_QUIET)
  string(RANDOM LENGTH 12 random)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E touch "${directory}/${random}.part"
    RESULT_VARIABLE touched ERROR_QUIET)
  if(result EQUAL 0 AND touched EQUAL 0)
    file(REMOVE "${directory}/${random}.part")
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

# Not if a source was edited while the compiler ran.
function(store key text)
  string(REGEX MATCHALL "source [0-9a-f]+ [^\n]*\n" lines "${text}")
  list(JOIN lines "" before)
  set(now "")
  append_sources(now)
  if(now STREQUAL before)
    _linuxbake_store_result("${key}" "${text}" "program=${compiled}")
    message(STATUS "linuxbake-${NAME}: the cache keeps it, for the next build directory")
  endif()
endfunction()

function(build_helper)
  if(inputs STREQUAL "")
    compile()
    deliver("${compiled}")
    return()
  endif()
  set(text "program ${NAME}\n${inputs}")
  string(SHA256 key "${text}")
  _linuxbake_find_result(entry "${key}")
  if(entry STREQUAL "")
    can_write(writable "${cache}/results")
    if(writable)
      _linuxbake_lock_result("${key}")
      _linuxbake_find_result(entry "${key}")
    endif()
  endif()
  if(NOT entry STREQUAL "")
    deliver("${entry}/program")
    return()
  endif()
  compile()
  if(writable)
    store("${key}" "${text}")
  endif()
  deliver("${compiled}")
endfunction()

file(MAKE_DIRECTORY "${directory}/stamps" "${bin}")
file(LOCK "${directory}/build.lock" GUARD PROCESS)
build_helper()
file(TOUCH "${directory}/stamps/linuxbake-helper-${NAME}")
