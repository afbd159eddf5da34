# SPDX-License-Identifier: MIT
#
# The tests of a project that was not written for machines run in one, each with its own result.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${SOURCE}" -B "${WORK}"
  --toolchain "${TOOLCHAIN}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" COMMAND_ERROR_IS_FATAL ANY
  OUTPUT_VARIABLE output ERROR_VARIABLE warning)
if(NOT output MATCHES "-- tried: in the guest")
  message(FATAL_ERROR "try_run() did not run its program in the guest: ${output}")
endif()
if(NOT warning MATCHES "by-text: 'sh' starts 'single' from a text\n" OR
    warning MATCHES "by-(path|given-emulator):")
  message(FATAL_ERROR "CMake does not name the test that stays on the host: ${warning}")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}" COMMAND_ERROR_IS_FATAL ANY
  OUTPUT_QUIET)
execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${WORK}" -j2 --output-junit results.xml
  OUTPUT_VARIABLE output)
if(output MATCHES "is not installed")
  message(FATAL_ERROR "SKIP: there is no QEMU")
endif()

function(expect name pattern)
  if(NOT output MATCHES " ${name} [.]+[^\n]*${pattern}")
    message(FATAL_ERROR "${name} is not: ${pattern}\n${output}")
  endif()
endfunction()

foreach(name IN ITEMS where old-form by-file by-path by-old-path by-directory by-text
    by-given-emulator twice directory environment file fails suite.Machine.IsOurs
    built.Machine.IsOurs)
  expect("${name}" "  Passed ")
endforeach()
expect(crash "Exception: SegFault")
expect(suite.Machine.IsLeftOut "Skipped")
expect(suite.Machine.Fails "Failed")
file(READ "${WORK}/results.xml" results)
if(NOT output MATCHES "\nguest +=[^\n]*\\(19 tests\\)\nhost +=[^\n]*\\(1 test\\)")
  message(FATAL_ERROR "CTest does not count where the tests ran: ${output}")
endif()
if(NOT results MATCHES "tests=\"20\".*failures=\"3\".*skipped=\"2\"" OR
    NOT results MATCHES "as it should")
  message(FATAL_ERROR "The results are not single ones: ${results}")
endif()
