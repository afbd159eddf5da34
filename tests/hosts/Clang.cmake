# SPDX-License-Identifier: MIT
#
# clang compiles the helper programs, as a user who prefers it has them compiled, without a warning
# of ours; and who configures a preset with it is told what it compiles.
#
#   cmake -DROOT=<dir> -DWORK=<dir> [-DCCACHE=<program>] -P Clang.cmake
#
# Without clang 19 there is nothing to try; it says "skipped: ...".
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../support/Run.cmake")
find_program(clang clang-19 NO_CACHE)
find_program(clangxx clang++-19 NO_CACHE)
if(NOT clang OR NOT clangxx)
  message(STATUS "skipped: this host has no clang-19")
  return()
endif()
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

run("Configuring a preset" "${CMAKE_COMMAND}" -E env "CC=${clang}" "CXX=${clangxx}" LLVM=1
  "${CMAKE_COMMAND}" -S "${ROOT}" --preset tiny -B "${WORK}/preset")
string(REGEX MATCH "-- LinuxBake: [^\n]*" said "${output}")
set(expected "-- LinuxBake: CC=${clang} and CXX=${clangxx} and LLVM=1 changes nothing in the guest: \
kernel, libc and userland are compiled by gcc; the helper programs, which run on the host, by \
${clangxx}")
if(NOT said STREQUAL expected)
  message(FATAL_ERROR "What is said of clang is\n${said}\nand not\n${expected}")
endif()

set(launcher "")
if(CCACHE)
  set(launcher "-DCMAKE_CXX_COMPILER_LAUNCHER=${CCACHE}")
endif()
run("Configuring the helper programs" "${CMAKE_COMMAND}" -S "${ROOT}/helpers" -B "${WORK}/helpers"
  -G Ninja -DLINUXBAKE_WERROR=ON "-DLINUXBAKE_HELPERS_BIN=${WORK}/bin"
  "-DCMAKE_CXX_COMPILER=${clangxx}" ${launcher})
run("Compiling them" "${CMAKE_COMMAND}" --build "${WORK}/helpers" --parallel 2)
include("${ROOT}/helpers/cmake/Names.cmake")
list(REMOVE_ITEM LINUXBAKE_HELPER_NAMES launch) # it reads its command from a file of its own
foreach(name IN LISTS LINUXBAKE_HELPER_NAMES)
  run("linuxbake-${name}" "${WORK}/bin/linuxbake-${name}" --help)
endforeach()
file(REMOVE_RECURSE "${WORK}")
