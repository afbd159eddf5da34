# SPDX-License-Identifier: MIT
#
# Packs the manifest of a case and compares what linuxbake-cpio makes of it. A case is a folder with
#
#   manifest.txt   and the files that it names
#   list.txt       the expected output of `linuxbake-cpio list`; then packing has to succeed, and
#                  print nothing
#   error.txt      the expected error, with <case> for the folder; then packing has to fail with 1
#
# What is packed is also shown to GNU cpio and to bsdtar, which have to see the same names.
#
#   cmake -DPROGRAM=<linuxbake-cpio> -DCASE=<folder> -DWORK=<directory> -P RunGolden.cmake
cmake_minimum_required(VERSION 3.25)
set(ENV{LC_ALL} C.UTF-8) # bsdtar writes other letters as numbers in the locale C
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(archive "${WORK}/archive.cpio")
set(command "${PROGRAM}" pack --manifest manifest.txt --output "${archive}")

function(compare what expected actual)
  if(NOT actual STREQUAL expected)
    list(JOIN command " " line)
    message(NOTICE "--- command\n${line}\n--- expected\n${expected}\n--- actual\n${actual}\n---")
    message(FATAL_ERROR "${what} differs")
  endif()
endfunction()

execute_process(COMMAND ${command} WORKING_DIRECTORY "${CASE}"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
if(EXISTS "${CASE}/error.txt")
  file(READ "${CASE}/error.txt" expected)
  string(REPLACE "${CASE}" "<case>" errors "${errors}")
  compare("the error" "${expected}" "${errors}")
  compare("the exit code" 1 "${result}")
  if(EXISTS "${archive}")
    message(FATAL_ERROR "an archive was written all the same")
  endif()
  return()
endif()
compare("the exit code" 0 "${result}")
compare("what is printed" "" "${output}${errors}")

execute_process(COMMAND "${PROGRAM}" list "${archive}" OUTPUT_VARIABLE list
  COMMAND_ERROR_IS_FATAL ANY)
file(READ "${CASE}/list.txt" expected)
compare("the list" "${expected}" "${list}")

execute_process(COMMAND "${PROGRAM}" list --json "${archive}" OUTPUT_VARIABLE json
  COMMAND_ERROR_IS_FATAL ANY)
string(JSON count LENGTH "${json}" entries)
math(EXPR last "${count} - 1")
set(names "")
foreach(index RANGE ${last})
  string(JSON name GET "${json}" entries ${index} name)
  string(APPEND names "${name}\n")
endforeach()
foreach(reader IN ITEMS "cpio;-it;--quiet" "bsdtar;-tf;-")
  execute_process(COMMAND ${reader} INPUT_FILE "${archive}" OUTPUT_VARIABLE seen
    COMMAND_ERROR_IS_FATAL ANY)
  compare("what ${reader} sees" "${names}" "${seen}")
endforeach()
