# SPDX-License-Identifier: MIT
#
# Runs linuxbake-boot as a case says and compares all that it prints, and its exit code. A case is a
# folder:
#
#   command.txt   the arguments, one a line; <case>, <work> and <qemu> (a program that stands for
#                 QEMU) are replaced
#   expected.txt  the exit code, then what it prints on standard output and error, with the same
#                 words for the same paths, and <n> for every number with a decimal point
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
file(STRINGS "${CASE}/command.txt" arguments)
list(TRANSFORM arguments REPLACE "<case>" "${CASE}")
list(TRANSFORM arguments REPLACE "<work>" "${WORK}")
list(TRANSFORM arguments REPLACE "<qemu>" "${FAKE_QEMU}")
execute_process(COMMAND "${PROGRAM}" ${arguments} RESULT_VARIABLE code OUTPUT_VARIABLE output
  ERROR_VARIABLE errors)
set(actual "${code}\n${output}${errors}")
string(REPLACE "${CASE}" "<case>" actual "${actual}")
string(REPLACE "${WORK}" "<work>" actual "${actual}")
string(REPLACE "${FAKE_QEMU}" "<qemu>" actual "${actual}")
string(REGEX REPLACE "[0-9]+\\.[0-9]+" "<n>" actual "${actual}")
# Releases of CLI11 write a range in different ways.
string(REGEX REPLACE "in range \\[([0-9]+) - ([0-9]+)\\]" "in range \\1 to \\2" actual "${actual}")
file(READ "${CASE}/expected.txt" expected)
if(NOT actual STREQUAL expected)
  message(NOTICE "--- expected\n${expected}--- actual\n${actual}---")
  message(FATAL_ERROR "the output differs")
endif()
