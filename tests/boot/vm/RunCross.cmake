# SPDX-License-Identifier: MIT
#
# The tests of a project that cross-compiles for aarch64 run in a machine of that architecture, with
# Debian's kernel, in whatever form they are named, with shared libraries, too; and so does what
# try_run() tries, as soon as there is one.
#
#   cmake -DIMAGE=<dir> -DSOURCE=<project> -DTOOLCHAIN=<file> -DLINUXBAKE_DIR=<dir> -DCTEST=<program>
#         -DLAUNCHER=<program> -DWORK=<dir> -P RunCross.cmake
cmake_minimum_required(VERSION 3.25)
foreach(program IN ITEMS aarch64-linux-gnu-g++ qemu-system-aarch64 apt-get dpkg-deb)
  find_program(found_${program} "${program}" NO_CACHE)
  if(NOT found_${program})
    message(FATAL_ERROR "SKIP: this host has no ${program}")
  endif()
endforeach()

# Debian's kernel for aarch64, by a state of apt of its own.
function(fetch_kernel)
  file(GLOB kernel "${IMAGE}/boot/vmlinuz-*")
  if(kernel)
    return()
  endif()
  file(REMOVE_RECURSE "${IMAGE}" "${IMAGE}.part")
  file(MAKE_DIRECTORY "${IMAGE}.part/state/lists/partial" "${IMAGE}.part/cache/archives/partial"
    "${IMAGE}.part/image")
  set(options -o APT::Architecture=arm64 -o APT::Architectures::=arm64
    -o "Dir::State=${IMAGE}.part/state" -o "Dir::Cache=${IMAGE}.part/cache"
    -o Dir::State::status=/dev/null)
  execute_process(COMMAND apt-get ${options} update OUTPUT_QUIET ERROR_QUIET)
  execute_process(COMMAND apt-cache ${options} depends linux-image-cloud-arm64
    OUTPUT_VARIABLE depends ERROR_QUIET)
  if(NOT depends MATCHES "Depends: (linux-image-[^ \n]+)")
    message(FATAL_ERROR "SKIP: apt knows no linux-image-cloud-arm64")
  endif()
  execute_process(COMMAND apt-get ${options} download "${CMAKE_MATCH_1}"
    WORKING_DIRECTORY "${IMAGE}.part" COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB package "${IMAGE}.part/linux-image-*.deb")
  execute_process(COMMAND dpkg-deb --extract "${package}" "${IMAGE}.part/image"
    COMMAND_ERROR_IS_FATAL ANY)
  file(RENAME "${IMAGE}.part/image" "${IMAGE}")
  file(REMOVE_RECURSE "${IMAGE}.part")
endfunction()

# Sets `output` of the caller.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "'${ARGN}' fails:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect text)
  string(REGEX REPLACE "\n *" " " there "${output}")
  string(FIND "${there}" "${text}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "'${text}' was not said:\n${output}")
  endif()
endfunction()

fetch_kernel()
file(REMOVE_RECURSE "${WORK}")
set(configure "${CMAKE_COMMAND}" -G Ninja -S "${SOURCE}" -B "${WORK}" --toolchain "${TOOLCHAIN}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" "-DIMAGE=${IMAGE}" "-DCMAKE_C_COMPILER_LAUNCHER=${LAUNCHER}"
  "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")
run(${configure})
expect("tried, static: ''")
expect("tried, shared: ''")
expect("The emulator 'vm' is not built yet, and the answers are kept.")
run("${CMAKE_COMMAND}" --build "${WORK}")
run(${configure} --fresh)
expect("tried, static: '1'")
expect("tried, shared: '1'")
run("${CTEST}" --test-dir "${WORK}" --output-on-failure)
expect("100% tests passed, 0 tests failed out of 8")
if(NOT output MATCHES "\nguest +=[^\n]*\\(8 tests\\)")
  message(FATAL_ERROR "Not all tests are counted for the guest:\n${output}")
endif()
