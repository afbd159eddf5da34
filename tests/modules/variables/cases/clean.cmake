# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Functions in which there is nothing to find: each way in which a function may know a variable.

``_case_for_its_caller(<target>)``
  A macro that sets ``answer`` in its caller.
#]=======================================================================]

# What is in comments and in brackets is no code: ${nobody_set_this}
set(_linuxbake_of_this_file 1)

function(_case_parameters name)
  message("${name} ${ARGN} ${ARGC} ${ARGV1} ${CMAKE_VERSION} $ENV{HOME} ${PROJECT_NAME}")
  message("${LINUXBAKE_OFFLINE} ${_linuxbake_of_this_file} [[${name}]] \${escaped}")
  message([[${in_brackets}]])
  if(name STREQUAL "x" AND NOT TARGET nobody_set_this AND name MATCHES nobody_set_this)
    message("$<TARGET_FILE:nobody_set_this>")
  endif()
endfunction()

function(_case_named_by_the_caller variable out)
  set(${out} "${${variable}}" PARENT_SCOPE)
endfunction()

function(_case_commands file)
  set(list a b)
  list(APPEND list c)
  list(GET list 0 first)
  string(TOUPPER "${first}" upper)
  file(READ "${file}" text)
  string(REGEX REPLACE "a" "${upper}" changed "${text}")
  math(EXPR sum "1 + 1")
  cmake_path(GET file FILENAME last)
  execute_process(COMMAND true OUTPUT_VARIABLE output RESULT_VARIABLE result)
  get_filename_component(directory "${file}" DIRECTORY)
  foreach(item other IN ZIP_LISTS list list)
    message("${item} ${other} ${changed} ${sum} ${last} ${output} ${result} ${directory}")
  endforeach()
endfunction()

function(_case_every_way given)
  if(given)
    set(text yes)
  elseif("${given}" STREQUAL "stop")
    return()
  elseif("${given}" STREQUAL "wrong")
    message(FATAL_ERROR "wrong")
  else()
    set(text no)
  endif()
  foreach(word IN ITEMS a b)
    set(length 1)
  endforeach()
  message("${text} ${length}")
endfunction()

function(_case_gives_back out prefix)
  set(${out} "" PARENT_SCOPE)
  foreach(field IN ITEMS NAME VERSION)
    set(${prefix}_${field} 1 PARENT_SCOPE)
  endforeach()
endfunction()

function(_case_columns out)
  set(${out} KBUILD IMAGE PARENT_SCOPE)
endfunction()

function(_case_family prefix)
  foreach(name IN LISTS ARGN)
    set(${prefix}_${name} 1 PARENT_SCOPE)
  endforeach()
endfunction()

function(_case_hands_over)
  _case_gives_back(answer its)
  message("${answer} ${its_NAME} ${its_VERSION}")
  _case_columns(columns)
  foreach(column IN LISTS columns)
    set(arch_${column} "${column}")
  endforeach()
  message("${arch_KBUILD} ${arch_IMAGE}")
  _case_family(option A B)
  message("${option_A}")
endfunction()

function(_case_parses)
  cmake_parse_arguments(PARSE_ARGV 0 read "FIX" "NAME;\
VERSION" "WORDS")
  foreach(keyword IN ITEMS NAME VERSION)
    message("${read_${keyword}}")
  endforeach()
  if(read_FIX OR DEFINED read_UNPARSED_ARGUMENTS)
    message("${read_WORDS}")
  endif()
endfunction()

macro(_case_for_its_caller target)
  set(_linuxbake_text "${target}")
  set(answer "${_linuxbake_text}")
endmacro()

function(_case_calls_a_macro)
  _case_for_its_caller(x)
  message("${answer}")
endfunction()

function(_case_evaluates name)
  set(code " \"\${name}\"")
  cmake_language(EVAL CODE "_case_gives_back(result its)")
  cmake_language(EVAL CODE "_case_parameters(\"\${name}\" ${code})")
  cmake_language(EVAL CODE "cmake_language(DEFER CALL _case_parameters [==[${name}]==])")
  message("${result}")
endfunction()

function(_case_template file name)
  set(greeting Hello)
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/text.in" "${file}" @ONLY)
endfunction()
