# SPDX-License-Identifier: MIT
#
# Suites that nobody here wrote, from Debian's source packages, unchanged.

# DIRECTORY of the tree is the project; a folder suites/<name> here has files that it lacks. With LIBC
# the programs in the machine are compiled for the system. See RunSuite.cmake.
function(linuxbake_foreign_suite name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIRECTORY;SKIPPED;DIFFERENT;LIBC" "OPTIONS;VARIABLES")
  if(NOT DEFINED arg_SKIPPED)
    set(arg_SKIPPED "^$")
  endif()
  set(test "vm.suite.${name}")
  set(toolchain "")
  if(DEFINED arg_LIBC)
    string(APPEND test ".${arg_LIBC}")
    linuxbake_get_property(toolchain "${arg_LIBC}" TOOLCHAIN_FILE)
  endif()
  _linuxbake_get_source("${test}" "${name}" "" source)
  set(work "${CMAKE_CURRENT_BINARY_DIR}/suites/${name}${arg_LIBC}")
  _linuxbake_fetch_command(fetch SPEC "${source_SPEC}" DESTINATION "${work}/source"
    RECORD "${work}/source.json")
  add_test(NAME "${test}" COMMAND "${CMAKE_COMMAND}" "-DFETCH=${fetch}"
    "-DTREE=${work}/source" "-DDIRECTORY=${arg_DIRECTORY}"
    "-DADDED=${CMAKE_CURRENT_SOURCE_DIR}/suites/${name}" "-DOPTIONS=${arg_OPTIONS}"
    "-DVARIABLES=${arg_VARIABLES}" "-DSKIPPED=${arg_SKIPPED}" "-DDIFFERENT=${arg_DIFFERENT}"
    "-DTOOLCHAIN=${toolchain}"
    "-DIMAGE=${image}" "-DMACHINE=${CMAKE_CURRENT_SOURCE_DIR}/suites/machine"
    "-DLINUXBAKE_DIR=${LINUXBAKE_TEST_PACKAGE}" "-DLAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}"
    "-DWORK=${work}" "-DCTEST=${CMAKE_CTEST_COMMAND}"
    -P "${CMAKE_CURRENT_SOURCE_DIR}/RunSuite.cmake")
  set_tests_properties("${test}" PROPERTIES LABELS "boot;vm;slow;network" TIMEOUT 3600
    PROCESSORS 2 FIXTURES_REQUIRED vm-distribution)
endfunction()

include("${CMAKE_CURRENT_SOURCE_DIR}/../Sources.cmake")

# Its tests are started by its own run.sh.
linuxbake_foreign_suite(expat DIRECTORY expat
  OPTIONS -DEXPAT_BUILD_DOCS=OFF -DLINUXBAKE_EMULATE_ARGUMENTS=ON)
linuxbake_foreign_suite(fmt DIRECTORY . OPTIONS -DFMT_DOC=OFF -DCMAKE_BUILD_TYPE=Debug)
linuxbake_foreign_suite(mbedtls DIRECTORY .)
# Its own time-outs are those of a machine that is not emulated.
linuxbake_foreign_suite(libuv DIRECTORY .
  VARIABLES UV_RUN_AS_ROOT=1 UV_TEST_TIMEOUT_MULTIPLIER=20)
# playTests.sh runs the programs of zstd by a shell: it stays on this host with every emulator.
set(zstd DIRECTORY build/cmake SKIPPED "^playTests$"
  OPTIONS -DZSTD_BUILD_TESTS=ON -DCMAKE_BUILD_TYPE=Release "-DZSTD_FULLBENCH_FLAGS=-i0"
    "-DZSTD_FUZZER_FLAGS=-T5s" "-DZSTD_ZSTREAM_FLAGS=-T5s")
linuxbake_foreign_suite(zstd ${zstd})

# The same for the system: static, with musl, and with libc++ where that is built.
if(TARGET tiny-musl)
  linuxbake_foreign_suite(mbedtls DIRECTORY . LIBC tiny-musl)
endif()
if(TARGET cxx-test)
  linuxbake_foreign_suite(expat DIRECTORY expat LIBC cxx-test
    OPTIONS -DEXPAT_BUILD_DOCS=OFF -DEXPAT_SHARED_LIBS=OFF -DLINUXBAKE_EMULATE_ARGUMENTS=ON)
  linuxbake_foreign_suite(zstd ${zstd} -DZSTD_BUILD_SHARED=OFF LIBC cxx-test)
endif()
