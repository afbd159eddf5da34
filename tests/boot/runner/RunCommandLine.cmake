# SPDX-License-Identifier: MIT
#
# Starts every kernel of the project in command-line/, and compares the command line that QEMU was
# given with the one that was written.
cmake_minimum_required(VERSION 3.25)
set(build "${WORK}/build")
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/bin")
file(CREATE_LINK "${FAKE_QEMU}" "${WORK}/bin/qemu-system-x86_64" SYMBOLIC)

execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${SOURCE}" -B "${build}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" RESULT_VARIABLE code OUTPUT_VARIABLE output
  ERROR_VARIABLE output)
if(NOT code EQUAL 0 OR output MATCHES "CMake [A-Z][a-z]+")
  message(FATAL_ERROR "configuring it failed:\n${output}")
endif()
set(ENV{PATH} "${WORK}/bin:$ENV{PATH}")

# expect(<name> <line> <what is added> <times> COMMAND <word>...)
#   The command starts QEMU so many times with this line.
function(expect name line added times)
  set(ENV{LINUXBAKE_FAKE_QEMU_RECORD} "${WORK}/${name}")
  cmake_parse_arguments(PARSE_ARGV 4 arg "" "" "COMMAND")
  execute_process(COMMAND ${arg_COMMAND} OUTPUT_VARIABLE output ERROR_VARIABLE output)
  file(READ "${build}/${line}.wanted" wanted HEX)
  string(HEX "${added}\n" added)
  string(REPEAT "${wanted}${added}" ${times} wanted)
  set(got "")
  if(EXISTS "${WORK}/${name}")
    file(READ "${WORK}/${name}" got HEX)
  endif()
  if(NOT got STREQUAL wanted)
    message(NOTICE "${output}\n--- wanted\n${wanted}\n--- got\n${got}")
    message(SEND_ERROR "${name}: another command line has arrived")
  endif()
endfunction()

set(test "${CMAKE_CTEST_COMMAND}" --test-dir "${build}")
set(target "${CMAKE_COMMAND}" --build "${build}" --target)
foreach(line IN ITEMS plain odd)
  set(ENV{LINUXBAKE_FAKE_QEMU} "record say=x wait")
  expect(${line}.test ${line} "" 1 COMMAND ${test} -R "^${line}$")
  set(ENV{LINUXBAKE_FAKE_QEMU} "record")
  expect(${line}.run ${line} "" 1 COMMAND ${target} ${line}.run)
  execute_process(COMMAND ${target} ${line}.executable OUTPUT_QUIET)
  expect(${line}.executable ${line} "" 1 COMMAND "${build}/${line}.executable")
  expect(${line}.debug ${line} " nokaslr" 1 COMMAND ${target} ${line}.debug)
  set(ENV{LINUXBAKE_FAKE_QEMU} "record prompt")
  expect(${line}.chart ${line} "" 2 COMMAND ${target} ${line}.chart)
endforeach()
set(ENV{LINUXBAKE_FAKE_QEMU} "record")
expect(image.debug image " nokaslr" 1 COMMAND ${target} image.debug)
# The first boot is that of the image itself.
set(ENV{LINUXBAKE_FAKE_QEMU} "record prompt")
expect(image.chart image "" 1 COMMAND ${target} image.chart)
