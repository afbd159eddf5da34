# SPDX-License-Identifier: MIT
#
# The make that PATH finds is 4.4 or newer: a make that it does not take for one (the kernel's tools
# are built by such) still finds the job server of linuxbake-jobs, and its jobs run side by side.
#
#   cmake -DJOBS=<linuxbake-jobs> -DWORK=<dir> -P JobServer.cmake
cmake_minimum_required(VERSION 3.25)
find_program(make make REQUIRED NO_CACHE)
execute_process(COMMAND "${make}" --version OUTPUT_VARIABLE version)
if(NOT version MATCHES "^GNU Make ([0-9.]+)" OR CMAKE_MATCH_1 VERSION_LESS 4.4)
  message(FATAL_ERROR "this test wants GNU Make 4.4:\n${version}")
endif()
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
# Each of the two jobs ends when it has seen the other.
file(WRITE "${WORK}/Makefile" "all:\n\t@${make} -f below.mk MAKEFLAGS='\$(filter --j% -j,\$(MAKEFLAGS))'\n")
file(WRITE "${WORK}/below.mk" "all: one two
one two:
\t@touch $@; for i in $$(seq 100); do test -e one -a -e two && exit 0; sleep 0.1; done; exit 1
.PHONY: all one two
")
execute_process(COMMAND "${JOBS}" run --jobs 2 --pool "${WORK}/pool" -- "${make}"
  WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0 OR output MATCHES "jobserver unavailable|jobserver-auth")
  message(FATAL_ERROR "two jobs have to run at once, without a warning (${result}):\n${output}")
endif()
