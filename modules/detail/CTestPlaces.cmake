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

# The words of a command that was judged (its_PLACE and so on, of the caller), as code.
function(_linuxbake_command_as_code out begin end first before program)
  set(code "")
  set(number ${first})
  math(EXPR index "${begin} + ${first}")
  while(index LESS end)
    if(number IN_LIST before)
      string(APPEND code " \"\${its_EMULATOR}\"")
    endif()
    set(word "ARGV${index}")
    if(number EQUAL 0 AND program)
      set(word its_PROGRAM)
    endif()
    string(APPEND code " \"\${${word}}\"")
    math(EXPR index "${index} + 1")
    math(EXPR number "${number} + 1")
  endwhile()
  set(${out} "${code}" PARENT_SCOPE)
endfunction()

# Tests of the host that CMake could not name say so here.
function(_linuxbake_label out name place reason noted)
  set(label "${place}")
  if(noted MATCHES "^(guest|host)$")
    set(label "${noted}")
  elseif(place STREQUAL "lost")
    set(label host)
    message(NOTICE "${name} runs on the host, not in the guest: ${reason}")
  elseif(place STREQUAL "unknown")
    set(label host)
    if(noted STREQUAL "")
      message(NOTICE "${name} runs on the host, and what it starts: '${reason}'")
    endif()
  endif()
  set(${out} "${label}" PARENT_SCOPE)
endfunction()

# Changes what was found of a command (its_PLACE and so on) for a test that is the host's.
function(_linuxbake_leave_on_host)
  _linuxbake_count_emulators(count ${ARGV})
  set(its_FIRST ${count} PARENT_SCOPE)
  set(its_BEFORE "" PARENT_SCOPE)
endfunction()

function(add_test name)
  _linuxbake_arguments_as_code(code 1 ${ARGC})
  if(ARGC LESS 2 OR "${ARGV1}" STREQUAL "NOT_AVAILABLE")
    cmake_language(EVAL CODE "_add_test(\"\${name}\" ${code})")
    return()
  endif()
  cmake_language(EVAL CODE "_linuxbake_place_test(its \"\" ${code})")
  file(READ_SYMLINK "/proc/self/cwd" directory)
  _linuxbake_noted_place(noted "${directory}" "${name}")
  if(noted STREQUAL "host")
    cmake_language(EVAL CODE "_linuxbake_leave_on_host(${code})")
  endif()
  _linuxbake_command_as_code(code 1 ${ARGC} ${its_FIRST} "${its_BEFORE}" "${its_PROGRAM}")
  cmake_language(EVAL CODE "_add_test(\"\${name}\" ${code})")
  _linuxbake_label(label "${name}" "${its_PLACE}" "${its_REASON}" "${noted}")
  set_tests_properties("${name}" PROPERTIES LABELS ${label})
endfunction()

# CMake 4.4: discover_tests(COMMAND <word>... DISCOVERY_ARGS ... [TEST_PROPERTIES ...]).
if(COMMAND discover_tests)
  function(discover_tests)
    set(end 1)
    while(end LESS ARGC AND NOT "${ARGV${end}}" STREQUAL "DISCOVERY_ARGS")
      math(EXPR end "${end} + 1")
    endwhile()
    set(properties ${end})
    while(properties LESS ARGC AND NOT "${ARGV${properties}}" STREQUAL "TEST_PROPERTIES")
      math(EXPR properties "${properties} + 1")
    endwhile()
    _linuxbake_arguments_as_code(code 1 ${end})
    cmake_language(EVAL CODE "_linuxbake_place_test(its \"\" ${code})")
    set(name "What '${ARGV1}' lists")
    _linuxbake_arguments_as_code(all 1 ${ARGC})
    cmake_language(EVAL CODE "_linuxbake_declared_by_arguments(noted ${all})")
    if(noted STREQUAL "")
      file(READ_SYMLINK "/proc/self/cwd" directory)
      _linuxbake_noted_place(noted "${directory}" "${name}")
    endif()
    if(noted STREQUAL "host")
      cmake_language(EVAL CODE "_linuxbake_leave_on_host(${code})")
    endif()
    _linuxbake_label(label "${name}" "${its_PLACE}" "${its_REASON}" "${noted}")
    _linuxbake_command_as_code(command 1 ${end} ${its_FIRST} "${its_BEFORE}" "${its_PROGRAM}")
    _linuxbake_arguments_as_code(discovery ${end} ${properties})
    math(EXPR properties "${properties} + 1")
    _linuxbake_arguments_as_code(rest ${properties} ${ARGC})
    cmake_language(EVAL CODE
      "_discover_tests(COMMAND ${command} ${discovery} TEST_PROPERTIES LABELS ${label} ${rest})")
  endfunction()
endif()
