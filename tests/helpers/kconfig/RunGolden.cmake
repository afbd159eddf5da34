# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Runs one golden case of a helper program: a directory of small files.

``command``
  The arguments, one a line.
``exit``
  The expected exit code; 0 without this file.
``stdout``, ``stderr``
  The whole expected text; empty without the file.
``expected/``
  Files that the program has to write, byte for byte. Nothing else may appear.

All other files are the input. ``@TREES@`` in the command is the directory of the trees. The program runs in a copy of the directory.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25)

function(read_or_default out file default)
  set(text "${default}")
  if(EXISTS "${file}")
    file(READ "${file}" text)
  endif()
  set("${out}" "${text}" PARENT_SCOPE)
endfunction()

function(compare what expected actual)
  if(NOT expected STREQUAL actual)
    message(SEND_ERROR "${what} differs\n--- expected\n${expected}--- actual\n${actual}---")
  endif()
endfunction()

function(compare_files case work inputs)
  file(GLOB_RECURSE expected RELATIVE "${case}/expected" "${case}/expected/*")
  foreach(name IN LISTS expected)
    file(READ "${case}/expected/${name}" wanted)
    read_or_default(actual "${work}/${name}" "(there is no such file)\n")
    compare("File ${name}" "${wanted}" "${actual}")
  endforeach()
  file(GLOB_RECURSE present RELATIVE "${work}" "${work}/*")
  list(REMOVE_ITEM present ${expected} ${inputs})
  compare("The list of further files" "" "${present}")
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
file(GLOB inputs RELATIVE "${CASE}" "${CASE}/*")
list(REMOVE_ITEM inputs command exit stdout stderr expected)
foreach(input IN LISTS inputs)
  file(COPY "${CASE}/${input}" DESTINATION "${WORK}")
endforeach()
file(GLOB_RECURSE inputs RELATIVE "${WORK}" "${WORK}/*")

file(STRINGS "${CASE}/command" arguments ENCODING UTF-8)
list(TRANSFORM arguments REPLACE "@TREES@" "${TREES}")
execute_process(COMMAND "${PROGRAM}" ${arguments} WORKING_DIRECTORY "${WORK}"
  OUTPUT_VARIABLE stdout ERROR_VARIABLE stderr RESULT_VARIABLE code)
read_or_default(wanted_code "${CASE}/exit" "0")
string(STRIP "${wanted_code}" wanted_code)
read_or_default(wanted_stdout "${CASE}/stdout" "")
read_or_default(wanted_stderr "${CASE}/stderr" "")
compare("The exit code" "${wanted_code}\n" "${code}\n")
compare("Standard output" "${wanted_stdout}" "${stdout}")
compare("Standard error" "${wanted_stderr}" "${stderr}")
compare_files("${CASE}" "${WORK}" "${inputs}")
