# SPDX-License-Identifier: MIT
#
# Independent readers judge the scripts of the golden cases: every shell that is installed has to be
# able to read them, and shellcheck has nothing to say.
#
#   cmake -DCASES=<folder> -P Scripts.cmake
file(GLOB_RECURSE files "${CASES}/*/expected/root/*")
set(scripts "")
foreach(file IN LISTS files)
  file(READ "${file}" start LIMIT 10)
  if(start MATCHES "^#!/bin/sh\n" OR file MATCHES "/etc/profile$")
    list(APPEND scripts "${file}")
  endif()
endforeach()
list(LENGTH scripts count)
if(count LESS 10)
  message(FATAL_ERROR "Only ${count} scripts were found in ${CASES}.")
endif()

function(judge)
  cmake_parse_arguments(PARSE_ARGV 0 judge "" "" "COMMAND")
  list(GET judge_COMMAND 0 name)
  find_program(program NAMES "${name}" NO_CACHE)
  if(NOT program)
    message(STATUS "${name} is not installed")
    return()
  endif()
  foreach(script IN LISTS scripts)
    execute_process(COMMAND ${judge_COMMAND} "${script}" RESULT_VARIABLE result
      OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
      message(NOTICE "${output}")
      message(FATAL_ERROR "${name} does not like ${script}")
    endif()
  endforeach()
  list(JOIN judge_COMMAND " " command)
  message(STATUS "${command}: ${count} scripts")
endfunction()

judge(COMMAND sh -n)
judge(COMMAND dash -n)
judge(COMMAND busybox ash -n)
judge(COMMAND bash --posix -n)
# SC1090, SC1091: the files of profile.d; SC1003, SC2016: what users write in single quotes is meant so.
judge(COMMAND shellcheck --shell=sh --exclude=SC1090,SC1091,SC1003,SC2016)
