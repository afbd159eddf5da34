# SPDX-License-Identifier: MIT
# A function for each way in which one reads what is its caller's. Each is found: see expected.txt.

function(_case_reference)
  message("${of_the_caller}")
endfunction()

function(_case_in_a_reference)
  set(word_a 1)
  message("${word_${of_the_caller}}")
endfunction()

function(_case_condition)
  if(NOT (of_the_caller STREQUAL "x"))
    message("x")
  elseif(DEFINED also_of_the_caller)
    message("y")
  endif()
  while(and_this)
    message("z")
  endwhile()
endfunction()

function(_case_word_in_a_condition value)
  if(value STREQUAL GIVEN OR value IN_LIST of_the_caller)
    message("x")
  endif()
endfunction()

function(_case_lists)
  foreach(word IN LISTS of_the_caller)
    message("${word}")
  endforeach()
  list(LENGTH also_of_the_caller length)
  list(APPEND grows_in_the_caller x)
  string(APPEND text_of_the_caller x)
  cmake_path(GET path_of_the_caller FILENAME name)
endfunction()

function(_case_looks_for_a_program)
  find_program(program NAMES sh NO_CACHE)
endfunction()

function(_case_too_late)
  message("${late}")
  set(late 1)
endfunction()

function(_case_on_one_way given)
  if(given)
    set(text yes)
  endif()
  foreach(word IN LISTS given)
    set(last "${word}")
  endforeach()
  message("${text} ${last} ${word}")
endfunction()

function(_case_parent_scope)
  set(text yes PARENT_SCOPE)
  message("${text}")
endfunction()

function(_case_other_keyword)
  cmake_parse_arguments(PARSE_ARGV 0 read "" "NAME" "")
  message("${read_VERSION} ${arg_NAME}")
endfunction()

function(_case_gives_one_back prefix)
  set(${prefix}_NAME 1 PARENT_SCOPE)
endfunction()

function(_case_other_prefix)
  _case_gives_one_back(its)
  message("${its_NAME} ${its_VERSION} ${their_NAME}")
endfunction()

function(_case_template_of_the_caller file)
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/templates/text.in" "${file}" @ONLY)
  file(CONFIGURE OUTPUT "${file}" CONTENT "@of_the_caller@" @ONLY)
endfunction()

function(_case_evaluates_for_the_caller)
  cmake_language(EVAL CODE "message(\"\${of_the_caller}\")")
endfunction()

function(_case_deferred name)
  cmake_language(DEFER CALL message "${name}")
endfunction()

macro(_case_macro_of_the_caller)
  message("${of_the_caller}")
  set(of_nobody 1)
endmacro()

macro(_case_macro_with_its_own)
  message("${_linuxbake_text}")
endmacro()

function(_case_calls_macros)
  _case_macro_with_its_own()
endfunction()

function(_case_too_many_arguments name)
  _case_too_many_arguments("${name}" more)
endfunction()

function(_case_unknown_command)
  nobody_knows_this(text)
endfunction()

function(_case_computed_name name)
  string(TOLOWER "${name}" lower)
  set(${lower} 1)
  message("${of_the_caller}")
endfunction()
