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

# Its tests are started by its own run.sh.
linuxbake_foreign_suite(expat DIRECTORY expat
  OPTIONS -DEXPAT_BUILD_DOCS=OFF -DLINUXBAKE_EMULATE_ARGUMENTS=ON)
