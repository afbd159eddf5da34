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

function(configure project build)
  run(Configure "${CMAKE_COMMAND}" -S "${project}" -B "${build}" -G "${GENERATOR}" "-DWAY=${WAY}"
    "-DLINUXBAKE=${LINUXBAKE}" "-DCMAKE_PREFIX_PATH=${PREFIX}" "-DKERNEL=${KERNEL}"
    "-DCMAKE_TOOLCHAIN_FILE=${TOOLCHAIN}")
endfunction()

# Somebody who includes this project gets nothing but its program from the default build.
configure("${PROJECT}/../outer" "${BUILD}/outer")
run("Build all of a project around it" "${CMAKE_COMMAND}" --build "${BUILD}/outer")
file(GLOB_RECURSE built "${BUILD}/outer/*linuxbake-cpio" "${BUILD}/outer/*linuxbake-boot"
  "${BUILD}/outer/images/*" "${BUILD}/outer/hello/images/*" "${BUILD}/outer/*hello-button")
if(built)
  message(FATAL_ERROR "Building `all` has built something of LinuxBake's, a guest: ${built}")
endif()
file(REMOVE_RECURSE "${BUILD}/outer")

# What the test needs is built by default: not a word about it.
configure("${PROJECT}" "${BUILD}")
run("Build" "${CMAKE_COMMAND}" --build "${BUILD}")
file(GLOB button "${BUILD}/hello-button" "${BUILD}/Debug/hello-button")
if(button)
  message(FATAL_ERROR "Building `all` has built the launcher.")
endif()
run("Boot" "${CMAKE_CTEST_COMMAND}" --test-dir "${BUILD}" -C Debug --output-on-failure
  --no-tests=error)
if(NOT output MATCHES "1 tests? passed|100% tests passed(, 0 tests failed)? out of 1")
  message(FATAL_ERROR "A guest's tests are in the project, or its own is missing.")
endif()

# For an IDE: a program of this machine, wherever those of the project run.
run("Build the launcher" "${CMAKE_COMMAND}" --build "${BUILD}" --target hello-button)
file(GLOB button "${BUILD}/hello-button" "${BUILD}/Debug/hello-button")
run("Start the launcher" "${button}" --help)
if(NOT output MATCHES "boots a machine on this terminal")
  message(FATAL_ERROR "The launcher does not start linuxbake-boot.")
endif()
