# SPDX-License-Identifier: MIT
#
# The second run begins with the machine that the first one saved: no boot, but the time is that of
# now and random numbers are others. A damaged machine is booted again.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(machines "${WORK}/machines'é")

function(run argument expect_boot out)
  execute_process(COMMAND "${BOOT}" vm "--directory=${WORK}/run" "--machines=${machines}"
    "--kernel=${KERNEL}" "--init=${INIT}" --accel tcg -- "${PROGRAM}" ${argument}
    RESULT_VARIABLE code OUTPUT_VARIABLE output OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(code EQUAL 77)
    message(FATAL_ERROR "SKIP: there is no QEMU")
  elseif(NOT code EQUAL 0)
    message(FATAL_ERROR "'${argument}' ended with ${code}")
  endif()
  file(READ "${WORK}/run/serial.log" log)
  set(booted FALSE)
  if(log MATCHES "linuxbake-vm: memory")
    set(booted TRUE)
  endif()
  if(NOT booted STREQUAL expect_boot)
    message(FATAL_ERROR "'${argument}': that it boots is ${booted}, and should be ${expect_boot}")
  endif()
  set(${out} "${output}" PARENT_SCOPE)
endfunction()

run(random TRUE first)
run(random FALSE second)
run(random FALSE third)
if(second STREQUAL third OR first STREQUAL second)
  message(FATAL_ERROR "The random numbers repeat: ${first}, ${second}, ${third}")
endif()
run(time FALSE there)
string(TIMESTAMP here "%s")
math(EXPR late "${here} - ${there}")
if(late LESS -1 OR late GREATER 60)
  message(FATAL_ERROR "The machine is ${late} seconds late")
endif()

# The clock of a machine goes as fast as the host's: its kernel was told how fast the processor's
# counter runs, which it measures wrongly on a busy host. A host that is no PC has none.
execute_process(COMMAND "${BOOT}" vm "--directory=${WORK}/told" "--kernel=${KERNEL}"
    "--init=${INIT}" --accel tcg "--cmdline=console=ttyS0 panic=-1" -- "${PROGRAM}" time
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
set(khz "")
if(EXISTS "${WORK}/told/timestamp-counter")
  file(STRINGS "${WORK}/told/timestamp-counter" khz REGEX " kHz$")
endif()
string(REGEX REPLACE ".* ([0-9]+)([0-9][0-9][0-9]) kHz$" "\\1.\\2" told "${khz}")
file(STRINGS "${WORK}/told/serial.log" detected REGEX "tsc: Detected ")
if(khz AND NOT detected MATCHES "tsc: Detected ([0-9.]+) MHz[^;]*$" OR khz AND NOT CMAKE_MATCH_1 STREQUAL told)
  message(FATAL_ERROR "The host's counter runs at ${told} MHz, the kernel says: ${detected}")
endif()

# What one test does is not seen by the next.
run("write;/tmp/left;behind" FALSE ignored)
run("file;/tmp/left" FALSE left)
if(NOT left STREQUAL "")
  message(FATAL_ERROR "A file of another test is there: '${left}'")
endif()

file(GLOB devices "${machines}/*/devices")
list(LENGTH devices count)
if(NOT count EQUAL 1)
  message(FATAL_ERROR "There are ${count} machines: ${devices}")
endif()
file(WRITE "${devices}" "damaged")
run(time TRUE ignored)
run(time FALSE ignored)

# A machine with the memory of another one stands still, or resets itself: nothing of a test has happened
# in it, so it is booted as well.
file(GLOB memory "${machines}/*/memory")
file(SIZE "${memory}" size)
execute_process(COMMAND truncate --size=0 "${memory}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND truncate "--size=${size}" "${memory}" COMMAND_ERROR_IS_FATAL ANY)
run(time TRUE ignored)
run(time FALSE ignored)

# A kernel that panics may have been kept with damaged memory: the next machine is booted.
execute_process(COMMAND "${CMAKE_COMMAND}" -E env --unset=CTEST_INTERACTIVE_DEBUG_MODE
    --unset=DASHBOARD_TEST_FROM_CTEST
    "${BOOT}" vm "--directory=${WORK}/run" "--machines=${machines}" "--kernel=${KERNEL}"
    "--init=${INIT}" --accel tcg -- "${PROGRAM}" panic
  RESULT_VARIABLE code OUTPUT_QUIET ERROR_VARIABLE errors)
if(NOT code EQUAL 1 OR NOT errors MATCHES "PANIC: ")
  message(FATAL_ERROR "'panic' ended with ${code}: ${errors}")
endif()
run(time TRUE ignored)
run(time FALSE ignored)
