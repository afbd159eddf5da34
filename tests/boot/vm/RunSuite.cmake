# SPDX-License-Identifier: MIT
#
# The test suite of a project that nobody here wrote: what passes on this host, passes in a machine
# with a distribution's kernel.  (What fails here may pass there: a host can forbid what suites do.)
#
#   cmake -DFETCH=<command> -DTREE=<dir> -DDIRECTORY=<of TREE> -DADDED=<dir with files for TREE>
#         -DOPTIONS=<options> -DVARIABLES=<NAME=VALUE;...> -DSKIPPED=<regex> -DDIFFERENT=<regex>
#         -DTOOLCHAIN=<file or nothing>
#         -DIMAGE=<dir> -DMACHINE=<project> -DLINUXBAKE_DIR=<package> -DLAUNCHER=<program>
#         -DWORK=<dir> -DCTEST=<ctest> -P RunSuite.cmake
#
# SKIPPED are tests that no emulator runs (scripts); DIFFERENT matches the results that may differ,
# for a reason that the caller has. TOOLCHAIN is that of the system which the programs in the machine are
# compiled for; without it they are this host's.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${FETCH} COMMAND_ERROR_IS_FATAL ANY)
# The source is the cache's: suites write beside theirs, and the machine sees only WORK.
set(tree "${WORK}/tree")
file(REAL_PATH "${TREE}" cached)
file(COPY "${cached}/" DESTINATION "${tree}")
if(ADDED AND IS_DIRECTORY "${ADDED}")
  file(COPY "${ADDED}/" DESTINATION "${tree}")
endif()

function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(launchers "-DCMAKE_C_COMPILER_LAUNCHER=${LAUNCHER}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")
list(JOIN VARIABLES "\\;" variables) # one word on its way through run()
run("${CMAKE_COMMAND}" -G Ninja -S "${MACHINE}" -B "${WORK}/vm" "-DLinuxBake_DIR=${LINUXBAKE_DIR}"
  "-DIMAGE=${IMAGE}" "-DSHARED=${WORK}" "-DVARIABLES=${variables}" ${launchers})
run("${CMAKE_COMMAND}" --build "${WORK}/vm")

# Builds the suite and runs its tests: "<name> Passed", "<name> Failed" … as ctest says it, and for
# a test whose output is TAP, "test <number>: <name> ok" or "<name> no".
function(results place out)
  set(build "${WORK}/${place}")
  run("${CMAKE_COMMAND}" -G Ninja -S "${tree}/${DIRECTORY}" -B "${build}" ${OPTIONS} ${launchers}
    ${ARGN})
  run("${CMAKE_COMMAND}" --build "${build}" -j2)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env ${VARIABLES} "${CTEST}" --test-dir "${build}"
    -j2 -E "${SKIPPED}" -V OUTPUT_FILE "${WORK}/${place}.txt" ERROR_FILE "${WORK}/${place}.txt")
  file(STRINGS "${WORK}/${place}.txt" lines
    REGEX "Test +#[0-9]+: |^[0-9]+: (not )?ok [0-9]+ - ")
  set(found "")
  foreach(line IN LISTS lines)
    if(line MATCHES "Test +#[0-9]+: ([^ ]+) [.]*[ *]*([A-Za-z ]*[A-Za-z])")
      list(APPEND found "${CMAKE_MATCH_1} ${CMAKE_MATCH_2}")
    elseif(line MATCHES "^([0-9]+): ok [0-9]+ - ([^ ]+)")
      list(APPEND found "test ${CMAKE_MATCH_1}: ${CMAKE_MATCH_2} ok")
    elseif(line MATCHES "^([0-9]+): not ok [0-9]+ - ([^ ]+)")
      list(APPEND found "test ${CMAKE_MATCH_1}: ${CMAKE_MATCH_2} no")
    endif()
  endforeach()
  list(SORT found)
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

results(here here)
set(emulator "${WORK}/vm/vm/toolchain.cmake")
if(TOOLCHAIN)
  results(machine there "-DCMAKE_TOOLCHAIN_FILE=${TOOLCHAIN}"
    "-DCMAKE_PROJECT_TOP_LEVEL_INCLUDES=${emulator}")
else()
  results(machine there "-DCMAKE_TOOLCHAIN_FILE=${emulator}")
endif()

function(difference out first second)
  list(REMOVE_ITEM first ${second} "")
  set(${out} "${first}" PARENT_SCOPE)
endfunction()

set(good " (Passed|ok)$")
list(LENGTH here count)
set(passed "${here}")
list(FILTER passed INCLUDE REGEX "${good}")
list(LENGTH passed passed_count)
if(passed_count EQUAL 0)
  message(FATAL_ERROR "No test of the suite passes here")
endif()
difference(only_here "${here}" "${there}")
difference(only_there "${there}" "${here}")
list(JOIN only_here "\n  " here_text)
list(JOIN only_there "\n  " there_text)
message(STATUS "${count} results here, ${passed_count} of them good\nonly here:\n  ${here_text}\n"
  "only in the machine:\n  ${there_text}")
list(FILTER only_here INCLUDE REGEX "${good}")
list(FILTER only_there EXCLUDE REGEX "${good}")
set(worse "${only_here}" "${only_there}")
list(FILTER worse INCLUDE REGEX ".")
if(DIFFERENT)
  list(FILTER worse EXCLUDE REGEX "${DIFFERENT}")
endif()
if(NOT worse STREQUAL "")
  message(FATAL_ERROR "It does less than here.")
endif()
