# SPDX-License-Identifier: MIT
#
# The test suite of a project that nobody here wrote: what each of its tests does on this host, it
# does in a machine with a distribution's kernel.
#
#   cmake -DFETCH=<command> -DTREE=<dir> -DDIRECTORY=<of TREE> -DADDED=<dir with files for TREE>
#         -DOPTIONS=<options> -DVARIABLES=<NAME=VALUE;...> -DSKIPPED=<regex> -DDIFFERENT=<regex>
#         -DIMAGE=<dir> -DMACHINE=<project> -DLINUXBAKE_DIR=<package> -DLAUNCHER=<program>
#         -DWORK=<dir> -DCTEST=<ctest> -P RunSuite.cmake
#
# SKIPPED are tests that no emulator runs (scripts); DIFFERENT matches the results that may differ,
# for a reason that the caller has.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${FETCH} COMMAND_ERROR_IS_FATAL ANY)
if(ADDED AND IS_DIRECTORY "${ADDED}")
  file(COPY "${ADDED}/" DESTINATION "${TREE}")
endif()

function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(launchers "-DCMAKE_C_COMPILER_LAUNCHER=${LAUNCHER}" "-DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}")
run("${CMAKE_COMMAND}" -G Ninja -S "${MACHINE}" -B "${WORK}/vm" "-DLinuxBake_DIR=${LINUXBAKE_DIR}"
  "-DIMAGE=${IMAGE}" "-DSHARED=${WORK}" "-DVARIABLES=${VARIABLES}" ${launchers})
run("${CMAKE_COMMAND}" --build "${WORK}/vm")

# Builds the suite and runs its tests: "<name> Passed", "<name> Failed" … as ctest says it, and for
# what fails in a test whose output is TAP, "test <number>: <name> not ok".
function(results place out)
  set(build "${WORK}/${place}")
  run("${CMAKE_COMMAND}" -G Ninja -S "${TREE}/${DIRECTORY}" -B "${build}" ${OPTIONS} ${launchers}
    ${ARGN})
  run("${CMAKE_COMMAND}" --build "${build}" -j2)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env ${VARIABLES} "${CTEST}" --test-dir "${build}"
    -j2 -E "${SKIPPED}" -V OUTPUT_FILE "${WORK}/${place}.txt" ERROR_FILE "${WORK}/${place}.txt")
  file(STRINGS "${WORK}/${place}.txt" lines REGEX "Test +#[0-9]+: |^[0-9]+: not ok [0-9]+ - ")
  set(found "")
  foreach(line IN LISTS lines)
    if(line MATCHES "Test +#[0-9]+: ([^ ]+) [.]*[ *]*([A-Za-z ]*[A-Za-z])")
      list(APPEND found "${CMAKE_MATCH_1} ${CMAKE_MATCH_2}")
    elseif(line MATCHES "^([0-9]+): not ok [0-9]+ - ([^ ]+)")
      list(APPEND found "test ${CMAKE_MATCH_1}: ${CMAKE_MATCH_2} not ok")
    endif()
  endforeach()
  list(SORT found)
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

results(here here)
results(machine there "-DCMAKE_TOOLCHAIN_FILE=${WORK}/vm/vm/toolchain.cmake")
set(passed "${here}")
list(FILTER passed INCLUDE REGEX " Passed$")
list(LENGTH here count)
list(LENGTH passed passed_count)
if(count EQUAL 0)
  message(FATAL_ERROR "The suite has no test")
endif()
set(only_here "${here}")
list(REMOVE_ITEM only_here ${there} "")
set(only_there "${there}")
list(REMOVE_ITEM only_there ${here} "")
set(unexplained "${only_here}" "${only_there}")
list(FILTER unexplained INCLUDE REGEX ".")
if(DIFFERENT)
  list(FILTER unexplained EXCLUDE REGEX "${DIFFERENT}")
endif()
list(JOIN only_here "\n  " only_here)
list(JOIN only_there "\n  " only_there)
message(STATUS "${count} results here, ${passed_count} of them passed\nonly here:\n  ${only_here}\n"
  "only in the machine:\n  ${only_there}")
if(NOT unexplained STREQUAL "")
  message(FATAL_ERROR "It is not what it does here.")
endif()
