# SPDX-License-Identifier: MIT
#
# The results of suites in machines become tests: their names, their outcomes, their texts, in the
# output of ctest and in its JUnit file; and a suite runs once for each ctest.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${SOURCE}" -B "${WORK}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" "-DKERNEL=${KERNEL}"
  "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
set(build "${CMAKE_COMMAND}" --build "${WORK}")
set(test "${CTEST}" --test-dir "${WORK}")
if(GENERATOR MATCHES "Multi-Config")
  list(APPEND build --config Release)
  list(APPEND test -C Release)
endif()

function(run_tests)
  execute_process(COMMAND ${test} ${ARGN} OUTPUT_VARIABLE text ERROR_VARIABLE text)
  set(output "${text}" PARENT_SCOPE)
endfunction()

function(expect name pattern)
  string(REGEX REPLACE "([][+.*()^$?|\\])" "\\\\\\1" name "${name}")
  if(NOT output MATCHES " ${name} [.]+[^\n]*${pattern}")
    message(FATAL_ERROR "${name} is not: ${pattern}\n${output}")
  endif()
endfunction()

# Nothing is built: the tests say so, and no name is known.
run_tests(-R "^tap" --output-on-failure)
expect(tap.run "Subprocess aborted")
expect(tap "Not Run")
if(NOT output MATCHES "0% tests passed, 2 tests failed out of 2")
  message(FATAL_ERROR "There are tests of what is not built: ${output}")
endif()

execute_process(COMMAND ${build} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
run_tests(--output-junit results.xml --output-on-failure)
if(output MATCHES "is not installed")
  message(FATAL_ERROR "SKIP: there is no QEMU")
endif()
foreach(name IN ITEMS tap.run tap "tap.a;b" googletest.run googletest googletest.Machine.IsOurs
    catch2.run catch2 "catch2.the machine is ours, <here> & now" dying.kernel.run
    dying.kernel.crash giving-up.run giving-up.one talking talking.Server.First
    talking.Plain.Passes "own.the machine is ours, <here> & now")
  expect("${name}" "  Passed ")
endforeach()
foreach(name IN ITEMS tap.waits googletest.Machine.IsLeftOut)
  expect("${name}" "Skipped")
endforeach()
foreach(name IN ITEMS tap.divides googletest.Machine.Fails catch2.fails own.fails giving-up
    talking.Server.Second talking.Disk.OnlyOne)
  expect("${name}" "Failed")
endforeach()
expect(dying.kernel "Subprocess aborted")
if(NOT output MATCHES "exited with 1; the program gave up: Bail out! no disk.*THE REASON" OR
    NOT output MATCHES "tap: runs once now, so that ctest knows the names of its tests")
  message(FATAL_ERROR "Nobody says why giving-up failed, or what ctest waits for: ${output}")
endif()
file(READ "${WORK}/results.xml" results)
foreach(text IN ITEMS "expected: 3" "as it should" "catch2.cpp:[0-9]+: REQUIRE failed.*3 == 4"
    "FAIL: the program was killed by signal 11 .Segmentation fault."
    "name=\"catch2.the machine is ours, &lt;here&gt; &amp; now\"")
  if(NOT results MATCHES "${text}")
    message(FATAL_ERROR "There is no '${text}' in ${results}")
  endif()
endforeach()

# A ctest that lists tests, or was asked for others, runs no suite, however old the names are.
file(GLOB programs "${WORK}/giving-up" "${WORK}/Release/giving-up")
file(TOUCH_NOCREATE ${programs})
foreach(words IN ITEMS "-N" "-R;nothing_at_all")
  run_tests(${words})
  if(output MATCHES "runs once now")
    message(FATAL_ERROR "ctest ${words} runs a suite: ${output}")
  endif()
endforeach()
run_tests(-N)
if(NOT output MATCHES "giving-up.one")
  message(FATAL_ERROR "The names of the last run are not listed: ${output}")
endif()

# What was run to know the names was not run again, but a later ctest runs it.
file(TIMESTAMP "${WORK}/boot-tests/tap/report.json" first "%s")
file(GLOB_RECURSE list "${WORK}/CMakeFiles/linuxbake-results/tap*.cmake")
list(FILTER list EXCLUDE REGEX "include")
function(run_alone name expected_runs)
  file(REMOVE "${WORK}/boot-tests/tap/report.json")
  run_tests(-R "^${name}$" -V)
  string(REGEX MATCHALL "1[.][.]3" plans "${output}")
  list(LENGTH plans count)
  if(NOT count EQUAL expected_runs OR NOT EXISTS "${WORK}/boot-tests/tap/report.json")
    message(FATAL_ERROR "The suite ran ${count} times, not ${expected_runs}: ${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()
run_alone("tap.divides" 1)
expect(tap.run "  Passed ")
file(REMOVE ${list})
run_alone("tap.divides" 1)
expect(tap.divides "Failed")
