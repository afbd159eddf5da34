# SPDX-License-Identifier: MIT
#
# run(<what> <command> <argument>...)
#   Runs it and sets `output` of the caller to all that it has printed. If it fails, that is printed,
#   and the test fails: "<what> failed".
function(run what)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output
    ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(NOTICE "${output}") # not in the FATAL_ERROR: that would fold the lines
    message(FATAL_ERROR "${what} failed: ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()
