# SPDX-License-Identifier: MIT
#
# Configures, builds and tests one consumer; see CMakeLists.txt beside this file.
file(REMOVE_RECURSE "${BUILD}")
# Each guest builds the helper programs for itself; the second time they come from ccache.
find_program(ccache ccache)
if(ccache)
  set(ENV{CMAKE_CXX_COMPILER_LAUNCHER} "${ccache}")
endif()

function(run what)
  message(STATUS "${what}: ${ARGN}")
  execute_process(COMMAND ${ARGN} COMMAND_ECHO NONE
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  message(NOTICE "${output}")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what} failed: ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run(Configure "${CMAKE_COMMAND}" -S "${PROJECT}" -B "${BUILD}" -G "${GENERATOR}" "-DWAY=${WAY}"
  "-DLINUXBAKE=${LINUXBAKE}" "-DCMAKE_PREFIX_PATH=${PREFIX}" "-DKERNEL=${KERNEL}"
  "-DCMAKE_TOOLCHAIN_FILE=${TOOLCHAIN}")

run("Build all" "${CMAKE_COMMAND}" --build "${BUILD}")
file(GLOB button "${BUILD}/hello-button" "${BUILD}/Debug/hello-button")
if(EXISTS "${BUILD}/images" OR EXISTS "${BUILD}/linuxbake/linuxbake-helpers/bin" OR button)
  message(FATAL_ERROR "Building `all` has built something of LinuxBake's, a guest.")
endif()

run("Build the system" "${CMAKE_COMMAND}" --build "${BUILD}" --target hello-system)
# For an IDE: a program of this machine, wherever those of the project run.
run("Build the launcher" "${CMAKE_COMMAND}" --build "${BUILD}" --target hello-button)
file(GLOB button "${BUILD}/hello-button" "${BUILD}/Debug/hello-button")
run("Start the launcher" "${button}" --help)
if(NOT output MATCHES "boots a machine on this terminal")
  message(FATAL_ERROR "The launcher does not start linuxbake-boot.")
endif()
run("Boot" "${CMAKE_CTEST_COMMAND}" --test-dir "${BUILD}" -C Debug --output-on-failure
  --no-tests=error)
if(NOT output MATCHES "1 tests? passed|100% tests passed, 0 tests failed out of 1")
  message(FATAL_ERROR "A guest's tests are in the project, or its own is missing.")
endif()
