# SPDX-License-Identifier: MIT
#
# What the rebuild tests of compiled sources share. The work directory has a space and a letter
# beyond ASCII; the cache, to which the trees of Kbuild retreat from there, has not.
#
# Expects GENERATOR, WORK and LINUXBAKE_DIR. Sets source, build, cache and plain (a directory
# without a space).
include("${CMAKE_CURRENT_LIST_DIR}/../../fake-kbuild/FakeSources.cmake")

string(SHA256 id "${WORK}")
string(SUBSTRING "${id}" 0 12 id)
# In the build directory, so that nothing is left elsewhere; where that is no plain path itself, in
# the directory for temporary files.
set(plain "$ENV{TMPDIR}")
if(NOT IS_DIRECTORY "${plain}" OR plain MATCHES " ")
  set(plain /tmp)
endif()
set(above "${WORK}")
foreach(level RANGE 1 2)
  get_filename_component(above "${above}" DIRECTORY)
  if(above MATCHES "^[A-Za-z0-9_./+-]+$")
    set(plain "${above}")
    break()
  endif()
endforeach()
set(plain "${plain}/linuxbake-test-${id}")
set(source "${WORK}/source")
set(build "${WORK}/build")
set(cache "${plain}/cache")
set(log "${WORK}/log")
file(REMOVE_RECURSE "${WORK}" "${plain}")
file(MAKE_DIRECTORY "${source}" "${plain}")
set(ENV{LINUXBAKE_CACHE_DIR} "${cache}")
set(ENV{LINUXBAKE_FAKE_LOG} "${log}")

function(configure directory)
  execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${source}" -B "${directory}"
    "-DLinuxBake_DIR=${LINUXBAKE_DIR}" ${ARGN} OUTPUT_QUIET
    ERROR_VARIABLE errors RESULT_VARIABLE result)
  if(NOT result EQUAL 0 OR errors MATCHES "CMake [A-Z][a-z]+ \\((dev|author)\\)|CMake Deprecation")
    message(FATAL_ERROR "configuring fails or warns developers:\n${errors}")
  endif()
endfunction()

# Runs a target; sets `output` and `result` of the caller.
function(build_target directory target)
  file(WRITE "${log}" "")
  # An install writes to its own tree only.
  set(logs "${cache}/builds/*/fake-log" "${directory}/*/tree/fake-log")
  file(GLOB own_logs ${logs})
  if(own_logs)
    file(REMOVE ${own_logs})
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${directory}" --target "${target}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  file(GLOB own_logs ${logs})
  foreach(file IN LISTS own_logs)
    file(READ "${file}" text)
    file(APPEND "${log}" "${text}")
  endforeach()
  set(output "${output}${errors}" PARENT_SCOPE)
  set(result "${result}" PARENT_SCOPE)
endfunction()

# expect_in(<directory> <what> <event>...): builds `consumer`; exactly these events happen: names of
# the goals that the fake trees ran (files without their directory), and `consumed`.
function(expect_in directory what)
  build_target("${directory}" consumer)
  file(STRINGS "${log}" ran)
  list(TRANSFORM ran REPLACE ".*/" "")
  if(output MATCHES "Consuming")
    list(APPEND ran consumed)
  endif()
  list(SORT ran)
  set(wanted "${ARGN}")
  list(SORT wanted)
  if(NOT result EQUAL 0 OR NOT "${ran}" STREQUAL "${wanted}")
    message(FATAL_ERROR "${what}: has to run '${wanted}', ran '${ran}'\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
  # Time stamps of some file systems are as coarse as this.
  execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.02)
endfunction()

# Nothing at all may run, not even a script of ours.
function(expect_nothing directory what)
  expect_in("${directory}" "${what}, and then nothing")
  if(output MATCHES "Performing|Taking|Looking")
    message(FATAL_ERROR "${what}, and then: something ran\n${output}")
  endif()
endfunction()

function(expect what)
  expect_in("${build}" "${what}" ${ARGN})
  expect_nothing("${build}" "${what}")
endfunction()

function(expect_text text pattern)
  if(NOT text MATCHES "${pattern}")
    message(FATAL_ERROR "'${pattern}' does not match in:\n${text}")
  endif()
endfunction()
