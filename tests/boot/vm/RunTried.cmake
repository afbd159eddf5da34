# SPDX-License-Identifier: MIT
#
# What try_run() tries and cannot be run in the machine is said when CMake configures, with the
# reason, since CMake keeps the answer.
#
#   cmake -DGENERATOR=<name> -DLAUNCHER=<program> -DTOOLCHAIN=<file> -DWORK=<dir> -P RunTried.cmake
cmake_minimum_required(VERSION 3.25)

# The program is linked with a library that its loader will not find by the name that it has.
file(REMOVE_RECURSE "${WORK}")
file(WRITE "${WORK}/source/gone.cpp" "int gone() { return 0; }\n")
file(WRITE "${WORK}/source/try.cpp" "int gone();\nint main() { return gone(); }\n")
file(WRITE "${WORK}/source/CMakeLists.txt" [[
cmake_minimum_required(VERSION 3.5)
project(tried CXX)
enable_testing()
set(library "${CMAKE_BINARY_DIR}/libgone.so")
execute_process(COMMAND "${CMAKE_CXX_COMPILER}" -shared -fPIC -Wl,-soname,libgone.so.7
  "${CMAKE_SOURCE_DIR}/gone.cpp" -o "${library}" RESULT_VARIABLE linked)
try_run(result compiled "${CMAKE_BINARY_DIR}/tried" "${CMAKE_SOURCE_DIR}/try.cpp"
  LINK_LIBRARIES "${library}")
message(STATUS "linked: ${linked}, compiled: ${compiled}, result: ${result}")
]])
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${WORK}/source" -B "${WORK}/build"
  --toolchain "${TOOLCHAIN}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}" RESULT_VARIABLE result
  OUTPUT_VARIABLE output ERROR_VARIABLE warning)
if(warning MATCHES "is not installed")
  message(FATAL_ERROR "SKIP: there is no QEMU")
endif()
if(NOT result EQUAL 0 OR NOT output MATCHES "linked: 0, compiled: TRUE, result: [1-9F]")
  message(FATAL_ERROR "the program has to be linked, and not to run (${result}):\n${output}${warning}")
endif()
foreach(text IN ITEMS "CMake could not run what it has tried" "libgone\\.so\\.7" "with +--fresh")
  if(NOT warning MATCHES "${text}")
    message(FATAL_ERROR "the warning does not say '${text}':\n${warning}")
  endif()
endforeach()
