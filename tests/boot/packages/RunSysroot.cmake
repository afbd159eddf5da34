# SPDX-License-Identifier: MIT
#
# A CMake project and a Meson project that know nothing of LinuxBake, configured with the files of a
# sysroot: they find its packages, and what they link runs, static as it is, on this host too.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")

function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN} failed: ${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run("${CMAKE_COMMAND}" --build "${BUILD}" --target package-sysroot)
run("${CMAKE_COMMAND}" -S "${SOURCE}/foreign" -B "${WORK}/cmake" --toolchain "${TOOLCHAIN}")
run("${CMAKE_COMMAND}" --build "${WORK}/cmake")
run("${WORK}/cmake/foreign")
if(NOT output STREQUAL "zlib 1.2.13, libspng 0.7.3\n")
  message(FATAL_ERROR "The program of the CMake project says: ${output}")
endif()
run("${MESON}" setup "${WORK}/meson" "${SOURCE}/png" "--cross-file=${CROSS}")
run("${MESON}" compile -C "${WORK}/meson")
run("${WORK}/meson/png")
if(NOT output MATCHES "libspng 0.7.3: 255 0 0")
  message(FATAL_ERROR "The program of the Meson project says: ${output}")
endif()

# A library that only the host has is not found.
execute_process(COMMAND "${CMAKE_COMMAND}" -S "${SOURCE}/foreign" -B "${WORK}/host" -DWANTED=LibLZMA
  --toolchain "${TOOLCHAIN}" RESULT_VARIABLE code OUTPUT_QUIET ERROR_VARIABLE errors)
if(code EQUAL 0 OR NOT errors MATCHES "Could NOT find LibLZMA")
  message(FATAL_ERROR "A library of the host was found: ${errors}")
endif()
