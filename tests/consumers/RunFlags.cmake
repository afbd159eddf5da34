# SPDX-License-Identifier: MIT
#
# A project whose own programs have sanitizers, another standard, one unit for all, clang-tidy,
# link-time optimisation, shared libraries and no RPATH has LinuxBake as a guest. Our programs are
# compiled as they always are; the project's own are as it wants them, and run in the machine.
#
#   cmake -DLINUXBAKE=<dir> -DKERNEL=<file> -DWORK=<dir> [-DCCACHE=<program>] -P RunFlags.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../support/Run.cmake")
file(REMOVE_RECURSE "${WORK}")
set(source "${CMAKE_CURRENT_LIST_DIR}/flags")
set(build "${WORK}/build")
set(ENV{TIDY_LOG} "${WORK}/tidy.log")
set(ENV{LINUXBAKE_CACHE_DIR} "${WORK}/cache") # so that ours are compiled
if(CCACHE)
  set(ENV{CMAKE_CXX_COMPILER_LAUNCHER} "${CCACHE}")
endif()

# expect(<what> <text> [<pattern that matches>]... [NOT <pattern that does not>...])
function(expect what text)
  set(wanted TRUE)
  foreach(pattern IN LISTS ARGN)
    if(pattern STREQUAL "NOT")
      set(wanted FALSE)
      continue()
    endif()
    set(matches FALSE)
    if(text MATCHES "${pattern}")
      set(matches TRUE)
    endif()
    if(NOT wanted STREQUAL matches)
      message(FATAL_ERROR "${what}: '${pattern}' has to match: ${wanted}\n${text}")
    endif()
  endforeach()
endfunction()

run(Configure "${CMAKE_COMMAND}" -G Ninja -S "${source}" -B "${build}" -DAS_GUEST=ON
  "-DLINUXBAKE=${LINUXBAKE}" "-DKERNEL=${KERNEL}" "-DTIDY=${source}/tidy.sh")
run(Build "${CMAKE_COMMAND}" --build "${build}")

# Ours: what compiled them, and what is in them.
set(theirs "-fsanitize" "[+][+]14" "-flto" "tidy.sh" "-fPIC")
file(GLOB_RECURSE helpers "${build}/linuxbake-*/build/build.ninja"
  "${build}/*/linuxbake-helpers/build/build.ninja")
list(GET helpers 0 helpers)
cmake_path(GET helpers PARENT_PATH helpers)
run("Ask Ninja" ninja -C "${helpers}" -t commands)
expect("what compiles the helper programs" "${output}" "-std=(gnu|c)[+][+]20" NOT ${theirs})
file(GLOB_RECURSE ours "${build}/*/linuxbake-boot" "${build}/*linuxbake-vm-init-x86_64/init")
list(LENGTH ours count)
if(count LESS 2)
  message(FATAL_ERROR "the test runner and the init are not built: ${ours}")
endif()
foreach(file IN LISTS ours)
  file(STRINGS "${file}" lines REGEX "__asan_|__ubsan_|libasan|libubsan|gnu[.]lto")
  expect("${file}" "${lines}" NOT ".")
endforeach()

# The project's: as it said.
file(READ "${build}/compile_commands.json" commands)
expect("what compiles the project" "${commands}" "-fsanitize=address" "-flto" "[+][+]14"
  "program.dir/Unity/unity_0")
run("Look into the program" readelf -dW "${build}/program")
expect("the project's program" "${output}" "libasan" "libubsan" "libwords[.]so" NOT "RUNPATH" "RPATH")
file(READ "${WORK}/tidy.log" log)
expect("what the project had looked at" "${log}" "program.dir/Unity" "words.dir/Unity"
  NOT "/helpers/")

run(Test "${CMAKE_CTEST_COMMAND}" --test-dir "${build}" --output-on-failure --no-tests=error)
expect("the tests" "${output}" "100% tests passed" " out of 4\n" "\nguest +=[^\n]*\\(4 tests\\)")
file(REMOVE_RECURSE "${WORK}")
