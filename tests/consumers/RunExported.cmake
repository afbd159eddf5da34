# SPDX-License-Identifier: MIT
#
# Bakes and installs the project exported/producer, moves what was installed, and has
# exported/consumer boot it.
#
#   cmake -DSOURCE=<dir> -DWORK=<dir, emptied> -DGENERATOR=<name> -DLINUXBAKE=<top of LinuxBake>
#         -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -DWAY=package|fetchcontent
#         -DKERNEL=<file> -DCONFIG=<file> -P RunExported.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
# A guest builds the helper programs for itself; the second time they come from ccache.
find_program(ccache ccache)
if(ccache)
  set(ENV{CMAKE_CXX_COMPILER_LAUNCHER} "${ccache}")
endif()

function(run expected_code pattern)
  list(JOIN ARGN " " command)
  message(STATUS "${command}")
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  message(NOTICE "${output}")
  if(NOT code EQUAL expected_code OR NOT output MATCHES "${pattern}")
    message(FATAL_ERROR "exit code ${code}, not ${expected_code}, or no '${pattern}'")
  endif()
endfunction()

set(common -G "${GENERATOR}" "-DLinuxBake_DIR=${LINUXBAKE_DIR}")
set(producer "${WORK}/producer")
run(0 "" "${CMAKE_COMMAND}" -S "${SOURCE}/producer" -B "${producer}" ${common}
  "-DKERNEL=${KERNEL}" "-DCONFIG=${CONFIG}" "-DHELLO=${SOURCE}/../hello/hello.cpp")
set(install "${CMAKE_COMMAND}" --install "${producer}" --prefix "${WORK}/first place")
run(1 "'hello-kernel' is not built.*--target hello-kernel" ${install})
run(0 "" "${CMAKE_COMMAND}" --build "${producer}" --target iso)
run(0 "" ${install})
file(RENAME "${WORK}/first place" "${WORK}/second place é")
file(REMOVE_RECURSE "${producer}")

set(consumer "${WORK}/consumer")
run(0 "" "${CMAKE_COMMAND}" -S "${SOURCE}/consumer" -B "${consumer}" ${common} "-DWAY=${WAY}"
  "-DLINUXBAKE=${LINUXBAKE}" "-DCMAKE_PREFIX_PATH=${WORK}/second place é")
if(WAY STREQUAL "package") # otherwise the runner itself is missing
  run(8 "init does not exist; build target linuxbake-for-tests first" "${CMAKE_CTEST_COMMAND}"
    --test-dir "${consumer}" -C Debug --output-on-failure -R consumer.vm)
endif()
run(0 "" "${CMAKE_COMMAND}" --build "${consumer}")
run(0 "100% tests passed(, 0 tests failed)? out of 4" "${CMAKE_CTEST_COMMAND}" --test-dir "${consumer}"
  -C Debug --output-on-failure)
run(0 "" "${CMAKE_COMMAND}" --build "${consumer}" --target run-HelloOS-iso)
# A package that has lost a file says so.
file(GLOB_RECURSE image "${WORK}/second place é/*.iso")
file(REMOVE "${image}")
run(1 "The package HelloOS is damaged: HelloOS::iso has lost its file" "${CMAKE_COMMAND}" -S
  "${SOURCE}/consumer" -B "${WORK}/again" ${common} "-DWAY=package"
  "-DCMAKE_PREFIX_PATH=${WORK}/second place é")
