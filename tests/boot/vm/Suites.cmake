# SPDX-License-Identifier: MIT
#
# Suites that nobody here wrote, from Debian's source packages, unchanged.

# DIRECTORY of the tree is the project; a folder suites/<name> here has files that it lacks. See
# RunSuite.cmake.
function(linuxbake_foreign_suite name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIRECTORY;SKIPPED;DIFFERENT" "OPTIONS;VARIABLES")
  if(NOT DEFINED arg_SKIPPED)
    set(arg_SKIPPED "^$")
  endif()
  _linuxbake_get_source("vm.suite.${name}" "${name}" "" source)
  set(work "${CMAKE_CURRENT_BINARY_DIR}/suites/${name}")
  _linuxbake_fetch_command(fetch SPEC "${source_SPEC}" DESTINATION "${work}/source"
    RECORD "${work}/source.json")
  add_test(NAME "vm.suite.${name}" COMMAND "${CMAKE_COMMAND}" "-DFETCH=${fetch}"
    "-DTREE=${work}/source" "-DDIRECTORY=${arg_DIRECTORY}"
    "-DADDED=${CMAKE_CURRENT_SOURCE_DIR}/suites/${name}" "-DOPTIONS=${arg_OPTIONS}"
    "-DVARIABLES=${arg_VARIABLES}" "-DSKIPPED=${arg_SKIPPED}" "-DDIFFERENT=${arg_DIFFERENT}"
    "-DIMAGE=${image}" "-DMACHINE=${CMAKE_CURRENT_SOURCE_DIR}/suites/machine"
    "-DLINUXBAKE_DIR=${LINUXBAKE_TEST_PACKAGE}" "-DLAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}"
    "-DWORK=${work}" "-DCTEST=${CMAKE_CTEST_COMMAND}"
    -P "${CMAKE_CURRENT_SOURCE_DIR}/RunSuite.cmake")
  set_tests_properties("vm.suite.${name}" PROPERTIES LABELS "boot;vm;slow;network" TIMEOUT 3600
    PROCESSORS 2 FIXTURES_REQUIRED vm-distribution)
endfunction()

# The hashes are those of Debian 12's orig archives.
linuxbake_declare_source(expat VERSION 2.5.0
  URL_HASH SHA256=ab00ee05c7067fd10a35c5d2a4922ebba746ddd50ff83b79c828da17bbdf1757
  ARCHIVE_NAME expat_2.5.0.orig.tar.gz DEBIAN_SOURCE expat)
linuxbake_declare_source(fmt VERSION 9.1.0
  URL_HASH SHA256=84ce1c2d0be3a9863935137969dcec6970125caac032f82474640bfc81463583
  ARCHIVE_NAME fmtlib_9.1.0+ds1.orig.tar.gz DEBIAN_SOURCE fmtlib)
linuxbake_declare_source(mbedtls VERSION 2.28.3
  URL_HASH SHA256=3b4953aa55a681e084d31892d9904cc5328d6b4958ea57b90ae4b4f94ae69a8d
  ARCHIVE_NAME mbedtls_2.28.3.orig.tar.gz DEBIAN_SOURCE mbedtls)
linuxbake_declare_source(libuv VERSION 1.44.2
  URL_HASH SHA256=d79b4b06ef04be85fb890bf39d55942cc64c2e15fd14eaa32dae5dce94485484
  ARCHIVE_NAME libuv1_1.44.2.orig.tar.gz DEBIAN_SOURCE libuv1)
linuxbake_declare_source(zstd VERSION 1.5.4
  URL_HASH SHA256=8cf4bbb65e77ec348d052c8d6230eba66d435bddf64c8b5be2fcb16880c19953
  ARCHIVE_NAME libzstd_1.5.4+dfsg2.orig.tar.xz DEBIAN_SOURCE libzstd)

# Its tests are started by its own run.sh.
linuxbake_foreign_suite(expat DIRECTORY expat
  OPTIONS -DEXPAT_BUILD_DOCS=OFF -DLINUXBAKE_EMULATE_ARGUMENTS=ON)
linuxbake_foreign_suite(fmt DIRECTORY . OPTIONS -DFMT_DOC=OFF -DCMAKE_BUILD_TYPE=Debug)
linuxbake_foreign_suite(mbedtls DIRECTORY .)
# Its own time-outs are those of a machine that is not emulated.
linuxbake_foreign_suite(libuv DIRECTORY .
  VARIABLES UV_RUN_AS_ROOT=1 UV_TEST_TIMEOUT_MULTIPLIER=20)
# playTests.sh runs the programs of zstd by a shell: it stays on this host with every emulator.
linuxbake_foreign_suite(zstd DIRECTORY build/cmake SKIPPED "^playTests$"
  OPTIONS -DZSTD_BUILD_TESTS=ON -DCMAKE_BUILD_TYPE=Release "-DZSTD_FULLBENCH_FLAGS=-i0"
    "-DZSTD_FUZZER_FLAGS=-T5s" "-DZSTD_ZSTREAM_FLAGS=-T5s")
