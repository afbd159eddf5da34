# SPDX-License-Identifier: MIT
#
# As a guest: the environment of the user's project does not reach the build of the helper programs.
# The smallest one is built with a toolchain file, flags, headers and a generator of the wrong kind.
#
#   cmake -DTOP=<top of LinuxBake> -DWORK=<dir> [-DCCACHE=<program>] -P RunGuestHelper.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(wrong "${WORK}/wrong")
foreach(header IN ITEMS string vector cstddef)
  file(WRITE "${wrong}/${header}" "#error a header of the user's environment\n")
endforeach()
file(WRITE "${wrong}/target.cmake" [[
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_CXX_COMPILER /nowhere/aarch64-linux-gnu-g++)
]])
file(WRITE "${WORK}/source/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(guest LANGUAGES NONE)
add_subdirectory(\"${TOP}\" linuxbake)
")
# An empty cache, so that it is compiled.
set(environment "LINUXBAKE_CACHE_DIR=${WORK}/cache")
if(CCACHE)
  list(APPEND environment "CMAKE_CXX_COMPILER_LAUNCHER=${CCACHE}")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" -E env ${environment}
  "${CMAKE_COMMAND}" -G Ninja -S "${WORK}/source" -B "${WORK}/build"
  COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
list(APPEND environment "CMAKE_TOOLCHAIN_FILE=${wrong}/target.cmake" "CPATH=${wrong}"
  "CPLUS_INCLUDE_PATH=${wrong}" CXX=/nowhere/c++ CXXFLAGS=-fhostile CPPFLAGS=-fhostile
  LDFLAGS=-fhostile CMAKE_GENERATOR=Hostile CMAKE_GENERATOR_TOOLSET=hostile CMAKE_BUILD_TYPE=Hostile
  CMAKE_CONFIG_TYPE=Hostile GCC_EXEC_PREFIX=/nowhere COMPILER_PATH=/nowhere LIBRARY_PATH=/nowhere
  MAKEFLAGS=hostile VERBOSE=hostile)
execute_process(COMMAND "${CMAKE_COMMAND}" -E env ${environment}
  "${CMAKE_COMMAND}" --build "${WORK}/build" --target linuxbake-helper-launch
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0)
  message(NOTICE "${output}")
  message(FATAL_ERROR "The user's environment reaches the helper programs.")
endif()
