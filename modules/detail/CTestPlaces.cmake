# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
CTestPlaces
-----------

Read by CTest, before the tests of each directory (TEST_INCLUDE_FILES): each test whose program is
an executable of the project begins with its emulator, in whatever form add_test() was told so, and
each test has a label, ``guest`` or ``host``.  CTest counts the tests of each label at its end.
#]=======================================================================]
include_guard(GLOBAL)

cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/TestPlaces.cmake")

# Each word is passed on by its variable, whatever stands in it.
function(add_test name)
  set(code "")
  set(index 1)
  while(index LESS ARGC)
    string(APPEND code " \"\${ARGV${index}}\"")
    math(EXPR index "${index} + 1")
  endwhile()
  if(ARGC LESS 2 OR "${ARGV1}" STREQUAL "NOT_AVAILABLE")
    cmake_language(EVAL CODE "_add_test(\"\${name}\" ${code})")
    return()
  endif()
  cmake_language(EVAL CODE "_linuxbake_place_test(its \"\" ${code})")
  set(code "")
  set(number ${its_FIRST})
  math(EXPR index "${number} + 1")
  while(index LESS ARGC)
    if(number IN_LIST its_BEFORE)
      string(APPEND code " \"\${its_EMULATOR}\"")
    endif()
    if(number EQUAL 0 AND its_PROGRAM)
      string(APPEND code " \"\${its_PROGRAM}\"")
    else()
      string(APPEND code " \"\${ARGV${index}}\"")
    endif()
    set(number ${index})
    math(EXPR index "${index} + 1")
  endwhile()
  cmake_language(EVAL CODE "_add_test(\"\${name}\" ${code})")
  set(label "${its_PLACE}")
  if(its_PLACE STREQUAL "lost")
    set(label host)
    message(NOTICE "${name} runs on the host, not in the guest: ${its_REASON}")
  endif()
  set_tests_properties("${name}" PROPERTIES LABELS ${label})
endfunction()
