# SPDX-License-Identifier: MIT
#
# Tests that run once more with the other CMakes that can be had: cmake-3 is the newest 3.x, cmake-4
# the newest of all, together with Ninja 1.13 and GNU Make 4.4. Fixtures fetch them into the cache,
# where DebianTools.cmake explains; hosts that cannot fetch them skip those tests.
#
# linuxbake_test_with_other_cmakes(<name> <directory> <labels> <argument of cmake>...)
#   Tests <name>@cmake-3 and <name>@cmake-4. In the arguments, @directory@ becomes
#   <directory>/<name>@<tools>.
include_guard(GLOBAL)

_linuxbake_cache_directory(LINUXBAKE_TEST_CACHE)
_linuxbake_setting(LINUXBAKE_TEST_OFFLINE LINUXBAKE_OFFLINE OFF)

# linuxbake_test_tools(<name> <releases> <packages> <programs>)
function(linuxbake_test_tools name releases packages programs)
  add_test(NAME "tools.${name}" COMMAND "${CMAKE_COMMAND}" "-DNAME=${name}"
    "-DRELEASES=${releases}" "-DPACKAGES=${packages}" "-DPROGRAMS=${programs}"
    "-DCACHE_DIR=${LINUXBAKE_TEST_CACHE}" "-DFETCH=$<TARGET_FILE:LinuxBake::fetch>"
    "-DOFFLINE=${LINUXBAKE_TEST_OFFLINE}"
    -P "${CMAKE_SOURCE_DIR}/tests/support/DebianTools.cmake")
  set_tests_properties("tools.${name}" PROPERTIES LABELS tools TIMEOUT 600
    FIXTURES_SETUP "tools.${name}" SKIP_REGULAR_EXPRESSION "-- skipped: ")
endfunction()

linuxbake_test_tools(cmake-3 trixie cmake "cmake;ctest")
linuxbake_test_tools(cmake-4 "sid;experimental" "cmake;ninja-build;make"
  "cmake;ctest;ninja;make;gmake")

function(linuxbake_test_with_other_cmakes name directory labels)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "" "") # keeps semicolons within an argument
  foreach(tools IN ITEMS cmake-3 cmake-4)
    string(REPLACE "@directory@" "${directory}/${name}@${tools}" arguments
      "${arg_UNPARSED_ARGUMENTS}")
    add_test(NAME "${name}@${tools}" COMMAND "${CMAKE_COMMAND}"
      "-DTOOLS=${LINUXBAKE_TEST_CACHE}/test-tools/${tools}/usr/bin"
      -P "${CMAKE_SOURCE_DIR}/tests/support/With.cmake" -- ${arguments})
    set_tests_properties("${name}@${tools}" PROPERTIES LABELS "${labels}" TIMEOUT 1200
      FIXTURES_REQUIRED "tools.${tools}" SKIP_REGULAR_EXPRESSION "-- skipped: ")
  endforeach()
endfunction()
