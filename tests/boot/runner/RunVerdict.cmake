# SPDX-License-Identifier: MIT
#
# Boots what a case describes and compares the report with what the case expects. A case sets
#
#   VERDICT, REASON, CAUSE   the verdict, and regular expressions for the two texts
#   EARLIEST, LATEST         seconds within which the verdict has to come (default: 0 and 30; the
#                            time-out is 60 unless TIMEOUT says otherwise), besides those in which
#                            this host had no processor for the machine
#   MANIFEST, COMPRESSION    an initramfs of its own, as linuxbake-cpio takes it; files that it names
#                            can be written to ${WORK}
#   INITRAMFS                or the path of one
#   OVER_INITRAMFS           a manifest, too, of files that replace those of the shell's initramfs or
#                            are there besides
#   ERRORS                   a regular expression for what is told before the boot (default: anything)
#   SCRIPT                   the script, else the shell is waited for
#   CMDLINE                  besides or instead of console=ttyS0; on a busy host the kernel would panic
#                            without no_timer_check
#   OPTIONS                  further options for linuxbake-boot
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(CMDLINE "console=ttyS0 no_timer_check")
set(TIMEOUT 60)
set(EARLIEST 0)
set(LATEST 30)
set(COMPRESSION none)
include("${CASE}")

if(DEFINED MANIFEST)
  set(INITRAMFS "${WORK}/initramfs")
  file(WRITE "${WORK}/manifest" "${MANIFEST}")
  execute_process(COMMAND "${CPIO}" pack --manifest "${WORK}/manifest" --output "${INITRAMFS}"
    --compress ${COMPRESSION} COMMAND_ERROR_IS_FATAL ANY)
endif()
if(DEFINED OVER_INITRAMFS)
  file(WRITE "${WORK}/manifest" "${OVER_INITRAMFS}")
  execute_process(COMMAND "${CPIO}" pack --manifest "${WORK}/manifest" --output "${WORK}/over"
    COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND cat "${INITRAMFS}" "${WORK}/over" OUTPUT_FILE "${WORK}/initramfs"
    COMMAND_ERROR_IS_FATAL ANY)
  set(INITRAMFS "${WORK}/initramfs")
endif()
set(machine "--kernel=${KERNEL}" "--initramfs=${INITRAMFS}" "--cmdline=${CMDLINE}")
if(DEFINED IMAGE)
  set(machine "--image=${IMAGE}" --medium=disk)
endif()
if(DEFINED SCRIPT)
  file(WRITE "${WORK}/script" "${SCRIPT}")
  list(APPEND OPTIONS "--script=${WORK}/script")
endif()
execute_process(COMMAND "${BOOT}" run "--directory=${WORK}/boot" "--timeout=${TIMEOUT}" ${machine}
  ${OPTIONS} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors)
message(STATUS "exit code ${code}\n${output}${errors}")
file(READ "${WORK}/boot/report.json" report)

foreach(key IN ITEMS verdict reason cause seconds waited_seconds)
  string(JSON ${key} GET "${report}" "${key}")
endforeach()
if(verdict STREQUAL "SKIP")
  return()
endif()
if(NOT verdict STREQUAL VERDICT)
  message(FATAL_ERROR "The verdict has to be ${VERDICT}, but is ${verdict}.")
endif()
if(DEFINED REASON AND NOT reason MATCHES "${REASON}")
  message(FATAL_ERROR "The reason does not match '${REASON}': ${reason}")
endif()
if(DEFINED CAUSE AND NOT cause MATCHES "${CAUSE}")
  message(FATAL_ERROR "The cause does not match '${CAUSE}': ${cause}")
endif()
if(DEFINED ERRORS AND NOT errors MATCHES "${ERRORS}")
  message(FATAL_ERROR "Before the boot is not said '${ERRORS}': ${errors}")
endif()
string(REGEX MATCH "^[0-9]+" waited_seconds "${waited_seconds}")
math(EXPR latest "${LATEST} + ${waited_seconds}")
if(seconds LESS EARLIEST OR seconds GREATER latest)
  message(FATAL_ERROR "The verdict came after ${seconds} s, not from ${EARLIEST} to ${latest} s.")
endif()
if((verdict STREQUAL "PASS") EQUAL (NOT code EQUAL 0))
  message(FATAL_ERROR "${verdict}, but exit code ${code}.")
endif()
