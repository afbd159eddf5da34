# SPDX-License-Identifier: MIT
#
# Configures, builds and tests a project here, with the toolchain file of an emulator (forms/,
# starts/, build/), or one that makes its own (own/, late/, part/); see Run-<project>.cmake. The
# emulator's program is exchanged for one that only says that it was there: what is judged
# is who starts a program, not what a machine does with it.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(source "${CMAKE_CURRENT_LIST_DIR}")
set(options -G "${GENERATOR}" "-DPOLICIES=${POLICIES}" "-DCATCH=${CATCH}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" "-DCMAKE_C_COMPILER_LAUNCHER=${LAUNCHER}"
  "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")

function(fail text)
  message(NOTICE "${output}${errors}")
  message(FATAL_ERROR "${text}")
endfunction()

function(configure project directory)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${source}/${project}" -B "${WORK}/${directory}"
    ${options} ${ARGN}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  set(result "${result}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

# As the real one, it starts a program once if it is named twice, as some CMakes do when suites list
# their tests.
function(exchange_program program)
  if(NOT EXISTS "${program}")
    fail("There is no ${program}")
  endif()
  file(WRITE "${program}" "#!/bin/sh\nwhile [ \"$1\" = \"$0\" ]; do shift; done\n"
    "LEVEL=\$((LEVEL + 1)) exec \"$@\"\n")
endfunction()

function(build directory)
  set(build --build "${WORK}/${directory}" -j2)
  if(GENERATOR MATCHES "Multi-Config")
    list(APPEND build --config Release)
  endif()
  execute_process(COMMAND "${CMAKE_COMMAND}" ${build} --target programs
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    fail("The build failed")
  endif()
endfunction()

function(run_tests directory)
  execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${WORK}/${directory}" -C Release -V
    ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  set(result "${result}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
  set(errors "${errors}" PARENT_SCOPE)
endfunction()

function(expect_count label count)
  if(NOT output MATCHES "\n${label} +=[^\n]*\\(${count} tests?\\)")
    fail("There are not ${count} tests with the label ${label}")
  endif()
endfunction()

# CMake folds nothing of it, but moves it to the right.
function(expect_text text)
  string(REGEX REPLACE "\n *" "\n" there "${errors}")
  string(FIND "${there}" "${text}" at)
  if(at EQUAL -1)
    fail("'${text}' was not said")
  endif()
endfunction()

function(refuse_text text)
  string(FIND "${errors}" "${text}" at)
  if(NOT at EQUAL -1)
    fail("'${text}' was said")
  endif()
endfunction()

include("${CMAKE_CURRENT_LIST_DIR}/Run-${PROJECT}.cmake")
