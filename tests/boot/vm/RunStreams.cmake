# SPDX-License-Identifier: MIT
#
# Standard output, standard error and exit code of a program in a machine are those that it has
# here.
cmake_minimum_required(VERSION 3.25)
unset(ENV{CTEST_INTERACTIVE_DEBUG_MODE}) # the exit codes outside of ctest
unset(ENV{DASHBOARD_TEST_FROM_CTEST})
foreach(arguments IN ITEMS "both" "exit;3" "bytes" "crash" "flood")
  execute_process(COMMAND "${BOOT}" vm "--directory=${WORK}" "--kernel=${KERNEL}" "--init=${INIT}"
    -- "${PROGRAM}" ${arguments}
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(code EQUAL 77)
    return()
  endif()
  execute_process(COMMAND "${PROGRAM}" ${arguments}
    RESULT_VARIABLE code_here OUTPUT_VARIABLE output_here ERROR_VARIABLE errors_here)
  if(code_here STREQUAL "Segmentation fault")
    set(code_here 139)
  endif()
  string(REGEX REPLACE "linuxbake-boot: note: [^\n]*\n" "" errors "${errors}")
  if(NOT "${code}/${output}/${errors}" STREQUAL "${code_here}/${output_here}/${errors_here}")
    message(FATAL_ERROR "'${arguments}' in the machine: ${code}, '${output}', '${errors}'\n"
      "and here: ${code_here}, '${output_here}', '${errors_here}'")
  endif()
endforeach()
