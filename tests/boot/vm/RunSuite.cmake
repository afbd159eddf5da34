# SPDX-License-Identifier: MIT
#
# The test suite of a project that nobody here wrote: what each of its tests does on this host, it
# does in a machine.
#
#   cmake -DFETCH=<command> -DSOURCE=<dir> -DOPTIONS=<options> -DTOOLCHAIN=<file> -DWORK=<dir>
#         -DCTEST=<ctest> -P RunSuite.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${FETCH} COMMAND_ERROR_IS_FATAL ANY)

# The tests that passed, and all.
function(run place out_passed out_all)
  set(build "${WORK}/${place}")
  file(REMOVE_RECURSE "${build}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}" -B "${build}" ${OPTIONS} ${ARGN}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${build}" -j2
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CTEST}" --test-dir "${build}" -j2 OUTPUT_VARIABLE output)
  string(REGEX MATCHALL "Test +#[0-9]+: [^ ]+ [.]+ *Passed" passed "${output}")
  string(REGEX MATCHALL "Test +#[0-9]+: [^ ]+ [.]" all "${output}")
  foreach(list IN ITEMS passed all)
    list(TRANSFORM ${list} REPLACE "^Test +#[0-9]+: ([^ ]+).*" "\\1")
    list(SORT ${list})
    set(${out_${list}} "${${list}}" PARENT_SCOPE)
  endforeach()
endfunction()

run(here passed_here all_here)
run(machine passed_there all_there "-DCMAKE_TOOLCHAIN_FILE=${TOOLCHAIN}")
if(all_here STREQUAL "" OR passed_here STREQUAL "")
  message(FATAL_ERROR "The suite has no test that passes here: ${all_here}")
endif()
if(NOT "${passed_here}/${all_here}" STREQUAL "${passed_there}/${all_there}")
  message(FATAL_ERROR "Of ${all_here}\npass here: ${passed_here}\nand in the machine: "
    "${passed_there}")
endif()
list(LENGTH all_here count)
message(STATUS "${count} tests do there what they do here")
