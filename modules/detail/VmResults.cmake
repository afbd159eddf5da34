# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
VmResults
---------

RESULTS of ``linuxbake_add_vm_test()``: one run in a machine, and a test for each result.

``_linuxbake_add_result_tests(<test> <command> <labels> <words of add_test()>``
``                            RESULTS <format> DIRECTORY <directory> TIMEOUT <seconds>``
``                            CPUS <number> NEEDED <what the list depends on>...)``
  Makes, for the command of ``linuxbake-boot vm``, the test ``<test>.run`` that runs it, the test
  ``<test>`` that tells how it ended, and the file by which ctest learns of the single results:
  before it begins, ctest runs the command if the list of results is older than the files that it
  depends on, and if it was asked for tests that may be among them.  (See
  helpers/boot/suite/result_run.h.)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Machine.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TestLauncher.cmake")

# The words of a command of `linuxbake-boot vm` with further options, which stand before its first --.
function(_linuxbake_with_options out words)
  cmake_parse_arguments(PARSE_ARGV 2 option "" "" "")
  set(command "")
  foreach(word IN LISTS words)
    if(word STREQUAL "--")
      list(APPEND command ${option_UNPARSED_ARGUMENTS})
      set(option_UNPARSED_ARGUMENTS "")
    endif()
    string(REPLACE ";" "\\;" word "${word}")
    list(APPEND command "${word}")
  endforeach()
  set(${out} "${command}" PARENT_SCOPE)
endfunction()

# The same as code, for the run before the tests.
function(_linuxbake_launched_before_tests out words)
  _linuxbake_with_options(command "${words}" --before-tests)
  _linuxbake_launched(command ${command})
  set(code "")
  foreach(word IN LISTS command)
    string(APPEND code "\n    [==[${word}]==]")
  endforeach()
  set(${out} "${code}" PARENT_SCOPE)
endfunction()

function(_linuxbake_add_result_tests test words labels depends)
  _linuxbake_parse(run 4 "" "RESULTS;DIRECTORY;TIMEOUT;CPUS" "NEEDED")
  set(lists "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/linuxbake-results")
  string(MAKE_C_IDENTIFIER "${test}" file)
  set(list "${lists}/${file}$<$<BOOL:$<CONFIG>>:-$<CONFIG>>.cmake")
  list(TRANSFORM labels PREPEND "--label=" OUTPUT_VARIABLE label_options)
  _linuxbake_with_options(command "${words}" "--results=${run_RESULTS}" "--list=${list}"
    ${label_options})
  _linuxbake_launched(launched ${command})
  add_test(NAME "${test}.run" COMMAND ${launched} ${depends})
  _linuxbake_set_test_properties("${test}.run" "${run_TIMEOUT}" "${run_CPUS}" ${labels})
  set_tests_properties("${test}.run" PROPERTIES FIXTURES_SETUP "${test}")
  add_test(NAME "${test}" COMMAND "$<TARGET_FILE:LinuxBake::boot>" result
    "--directory=${run_DIRECTORY}" ${depends})
  set_tests_properties("${test}" PROPERTIES LABELS "${labels}" FIXTURES_REQUIRED "${test}"
    SKIP_RETURN_CODE 77)

  _linuxbake_launched_before_tests(words "${command}")
  set(content "set(fresh TRUE)\n")
  foreach(needed IN LISTS run_NEEDED)
    string(APPEND content
      "if(NOT EXISTS [==[${needed}]==])\n  return() # nothing is built yet\nendif()\n"
      "if([==[${needed}]==] IS_NEWER_THAN [==[${list}]==])\n  set(fresh FALSE)\nendif()\n")
  endforeach()
  string(APPEND content "if(\"\${CMAKE_CURRENT_LIST_FILE}\" IS_NEWER_THAN [==[${list}]==])\n"
    "  set(fresh FALSE)\nendif()\n"
    "if(NOT fresh)\n  execute_process(COMMAND${words})\nendif()\n"
    "include([==[${list}]==] OPTIONAL)\n")
  set(include "${lists}/${file}-include")
  _linuxbake_read_property(several GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(several)
    file(GENERATE OUTPUT "${include}-$<CONFIG>.cmake" CONTENT "${content}")
    file(CONFIGURE OUTPUT "${include}.cmake" @ONLY
      CONTENT "set(_linuxbake_results [==[@include@]==])\n\
include(\"\${_linuxbake_results}-\${CTEST_CONFIGURATION_TYPE}.cmake\" OPTIONAL)\n")
  else()
    file(GENERATE OUTPUT "${include}.cmake" CONTENT "${content}")
  endif()
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${include}.cmake")
endfunction()
