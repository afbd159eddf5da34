# SPDX-License-Identifier: MIT
#
# A program in a guest has the standard input that it has here, whatever that is, and ends in the
# same way: without a machine, in one that was saved, and in one that boots (with -DALSO_FRESH=ON all
# of it, which takes time).
cmake_minimum_required(VERSION 3.25...4.4)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
file(WRITE "${WORK}/small" "line 1\nline 2\nline 3\n")
# With every byte in it; a size that is no multiple of anything.
execute_process(COMMAND "${PYTHON}" "${CMAKE_CURRENT_LIST_DIR}/large.py" "${SIZE}"
  OUTPUT_FILE "${WORK}/large" COMMAND_ERROR_IS_FATAL ANY)

function(run out)
  execute_process(COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/input.sh" "${PROGRAM}" ${ARGN}
    WORKING_DIRECTORY "${WORK}" OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(errors MATCHES "is not installed")
    message(FATAL_ERROR "SKIP: there is no QEMU")
  endif()
  set(${out} "${output}--- errors\n${errors}" PARENT_SCOPE)
endfunction()

# The same emulator, without machines to begin from.
file(READ "${EMULATOR}" text)
string(REGEX REPLACE " '--machines=[^']*'" "" text "${text}")
file(WRITE "${WORK}/run" "${text}")
file(CHMOD "${WORK}/run" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)

run(here)
set(emulators "${EMULATOR}")
if(ALSO_FRESH)
  list(APPEND emulators "${WORK}/run")
endif()
foreach(emulator IN LISTS emulators)
  run(there "${emulator}")
  if(NOT there STREQUAL here)
    message(FATAL_ERROR "In the guest of ${emulator}:\n${there}\nand here:\n${here}")
  endif()
endforeach()

execute_process(COMMAND "${WORK}/run" "${PROGRAM}" INPUT_FILE "${WORK}/large" OUTPUT_VARIABLE there)
if(there STREQUAL "" OR NOT here MATCHES "a large file\n${there}")
  message(FATAL_ERROR "In a machine that boots: '${there}', and here:\n${here}")
endif()

# What cannot be carried is an error, and how a program ended is told to who asks for it.
function(expect_error redirection pattern)
  execute_process(COMMAND sh "${CMAKE_CURRENT_LIST_DIR}/redirect.sh" "${redirection}" "${EMULATOR}"
    ${ARGN} WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE code ERROR_VARIABLE errors)
  if(code EQUAL 0 OR NOT errors MATCHES "${pattern}")
    message(FATAL_ERROR "${redirection}: ${code}, '${errors}'")
  endif()
endfunction()

expect_error(directory "the standard input: Is a directory" "${PROGRAM}")
expect_error(full "standard output cannot be written: No space left" "${PROGRAM}")
expect_error(closed "^linuxbake-boot: note: the program exited with 3\n$" --verbose "${PROGRAM}")
expect_error(closed "^$" "${PROGRAM}")
