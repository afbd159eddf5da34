# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Make
----

How a foreign tree that is built by make is run; used by the scripts of the
build steps.  Nothing else in LinuxBake starts a make.

``_linuxbake_clean_environment()``
  Leaves of the environment of this process what detail/Environment.cmake names, and sets what makes
  builds the same bytes everywhere.  SOURCE_DATE_EPOCH is kept; it is 0 where it is not set.

``_linuxbake_make_command(<out-variable> [PLAIN] [QUIET] [LOG <file>] [EXPECT <n>] [STEPS <file>])``
  The words before the arguments of make.  The one place that decides how many
  jobs run: ``linuxbake-jobs`` runs make inside the pool that all builds of
  a user share, so that a kernel and a BusyBox that compile at the same time use
  the processors once.  The number is that of the processors, or
  ``CMAKE_BUILD_PARALLEL_LEVEL`` of the environment; and where a make or Ninja around us has a job
  server, no more run than that gives, too.
  ``PLAIN`` is a make without jobs that keeps the terminal: for menuconfig.
  Uses ``make_program``, ``jobs_program``, ``cache`` and ``title`` of the caller.

``_linuxbake_run(<what> COMMAND <word>... [DIRECTORY <dir>] [INPUT <file>] [QUIET])``
  Runs a program; if it fails, stops the step with what it printed.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Environment.cmake")

# Readable to date(1) and to strptime(3), as KBUILD_BUILD_TIMESTAMP has to be.
function(_linuxbake_build_timestamp out)
  string(TIMESTAMP text "%a %b %d %H:%M:%S UTC %Y" UTC)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(_linuxbake_clean_environment)
  _linuxbake_forget_environment()
  if("$ENV{SOURCE_DATE_EPOCH}" STREQUAL "")
    set(ENV{SOURCE_DATE_EPOCH} 0)
  endif()
  _linuxbake_build_timestamp(timestamp)
  set(ENV{KBUILD_BUILD_TIMESTAMP} "${timestamp}")
  set(ENV{KBUILD_BUILD_USER} linuxbake)
  set(ENV{KBUILD_BUILD_HOST} linuxbake)
  set(ENV{KBUILD_BUILD_VERSION} 1)
  set(ENV{KCONFIG_NOTIMESTAMP} 1)
  set(ENV{PYTHONDONTWRITEBYTECODE} 1) # beside the scripts of a source that is not ours to change
endfunction()

function(_linuxbake_make_command out)
  cmake_parse_arguments(PARSE_ARGV 1 make "PLAIN;QUIET" "LOG;EXPECT;STEPS" "")
  if(make_PLAIN)
    set(${out} "${make_program}" PARENT_SCOPE)
    return()
  endif()
  set(command "${jobs_program}" run --pool "${cache}/locks/jobs" --title "${title}")
  if("$ENV{CMAKE_BUILD_PARALLEL_LEVEL}" MATCHES "^[1-9][0-9]*$")
    list(APPEND command --jobs "$ENV{CMAKE_BUILD_PARALLEL_LEVEL}")
  endif()
  if(make_QUIET)
    list(APPEND command --quiet)
  endif()
  foreach(option IN ITEMS LOG EXPECT STEPS)
    if(NOT "${make_${option}}" STREQUAL "")
      string(TOLOWER "${option}" word)
      list(APPEND command "--${word}" "${make_${option}}")
    endif()
  endforeach()
  set(${out} "${command}" -- "${make_program}" PARENT_SCOPE)
endfunction()

function(_linuxbake_run what)
  cmake_parse_arguments(PARSE_ARGV 1 run "QUIET" "DIRECTORY;INPUT" "COMMAND")
  set(options "")
  if(NOT "${run_DIRECTORY}" STREQUAL "")
    list(APPEND options WORKING_DIRECTORY "${run_DIRECTORY}")
  endif()
  if(NOT "${run_INPUT}" STREQUAL "")
    list(APPEND options INPUT_FILE "${run_INPUT}")
  endif()
  if(run_QUIET)
    list(APPEND options OUTPUT_VARIABLE output ERROR_VARIABLE output)
  endif()
  execute_process(COMMAND ${run_COMMAND} ${options} RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    if(run_QUIET)
      message(NOTICE "${output}")
    endif()
    message(FATAL_ERROR "${title}: ${what} failed (${result}).")
  endif()
endfunction()
