# SPDX-License-Identifier: MIT
#
# A build that was told to run two jobs at a time runs two, those of a kernel's makefiles among
# them: with make, and with a Ninja that takes part in the job server of a make around it.
#
#   cmake -DGENERATOR=<name> -DWORK=<dir> -DLINUXBAKE_DIR=<dir> -P WholeBuild.cmake
cmake_minimum_required(VERSION 3.28) # before it, a makefile of CMake's cannot share its jobs
include("${CMAKE_CURRENT_LIST_DIR}/../rebuild/kbuild/Common.cmake")
find_program(make NAMES gmake make REQUIRED NO_CACHE)
unset(ENV{CMAKE_BUILD_PARALLEL_LEVEL})
unset(ENV{MAKEFLAGS})

# The project's own jobs, one after the other, begin when the kernel's have.
set(job "${plain}/job.sh")
set(build "${plain}/build")
set(begun "${build}/kernel/tree/jobs.log")
file(WRITE "${job}" "#!/bin/sh
[ \"$1\" = \"${begun}\" ] || for i in $(seq 1000); do [ -e \"${begun}\" ] && break; sleep 0.1; done
echo \"$(date +%s%N) 1\" >> \"$1\"; sleep 0.2; echo \"$(date +%s%N) -1\" >> \"$1\"
")
file(CHMOD "${job}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
fake_source(tree linux "${plain}")
file(APPEND "${tree}/Makefile" "jobs := $(addprefix job,$(shell seq 8))
$(O)/linked: | $(jobs)
job%:
\t@\"${job}\" $(O)/jobs.log
")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_add_kernel(kernel ALL ARCH x86_64 CONFIG defconfig SOURCE_DIR "@tree@")
set(jobs "")
foreach(number RANGE 1 12)
  list(APPEND jobs COMMAND "@job@" "${CMAKE_BINARY_DIR}/jobs.log")
endforeach()
add_custom_target(own ALL ${jobs} VERBATIM)
]])
configure("${build}")

if(GENERATOR STREQUAL "Ninja")
  find_program(ninja ninja REQUIRED NO_CACHE)
  file(WRITE "${plain}/Makefile" "all:\n\t+@\"${ninja}\" -C \"${build}\"\n")
  set(directory "${plain}")
else()
  set(directory "${build}")
endif()
execute_process(COMMAND "${make}" -C "${directory}" -j2 RESULT_VARIABLE result
  OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT result EQUAL 0 OR output MATCHES "jobserver unavailable")
  message(FATAL_ERROR "the build has to succeed, without a warning:\n${output}")
endif()

file(STRINGS "${build}/jobs.log" own)
file(STRINGS "${begun}" kernels)
set(events ${own} ${kernels})
list(LENGTH events count)
list(SORT events)
set(running 0)
set(most 0)
foreach(event IN LISTS events)
  string(REGEX REPLACE ".* " "" change "${event}")
  math(EXPR running "${running} + ${change}")
  if(running GREATER most)
    set(most ${running})
  endif()
endforeach()
if(NOT count EQUAL 40 OR most GREATER 2)
  message(FATAL_ERROR "of 20 jobs (${count} events) at most 2 may run at once, ${most} did")
endif()
file(REMOVE_RECURSE "${plain}")
