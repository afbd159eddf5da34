# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Recipe
------

What CMake hands to the program that makes a target when the project is built: one JSON file
(RFC 8259), written once, from the arguments of one call.

``_linuxbake_recipe_fields(<out-variable> [<type> <field> <value>]...)``
  The text of these fields for the file:

  ``TEXT``    a string, whatever it holds
  ``LIST``    a list of strings; the value is a list of CMake's, which may be empty
  ``FLAG``    ``true`` where if() takes the value for true, else ``false``
  ``NUMBER``  a whole number, in decimal digits
  ``OBJECT``  an object; the value is the text of its fields

  An error: anything else than these words.

``_linuxbake_recipe(<target> KIND <kind> DIRECTORY <dir> [<text of fields>...])``
  Writes ``<dir>/<target>.recipe.json`` and sets the property RECIPE of the target, which exists.
  The file has the members

  ========== ==================================================================
  kind       ``<kind>``: what the program makes of it
  target     ``<target>``
  <field>    each field of the texts, in their order
  ========== ==================================================================

  Generator expressions are evaluated.  What one of them gives goes into the file as it is, so it
  must not hold a quotation mark or a backslash.  An error: a field that is given twice.

The fields of each kind are in helpers/bake/recipe.h, which says where those of other kinds are.  The
program takes no file that lacks one, and none that has one more.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Json.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")

# A line begins with a field: the values have no newline of their own, and objects have more blanks.
function(_linuxbake_check_recipe_fields where text)
  string(REGEX MATCHALL "\n  \"[^\"]*\": " fields "${text}")
  set(known "")
  foreach(field IN LISTS fields)
    string(REGEX REPLACE "^\n  \"(.*)\": $" "\\1" field "${field}")
    if(field IN_LIST known)
      _linuxbake_error("${where}" "The field '${field}' is given twice.")
    endif()
    list(APPEND known "${field}")
  endforeach()
endfunction()

function(_linuxbake_json_number out where value)
  if(NOT value MATCHES "^(0|[1-9][0-9]*)$")
    _linuxbake_error("${where}" "'${value}' is no NUMBER: it has to be whole, in decimal digits.")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

function(_linuxbake_json_object out where fields)
  _linuxbake_check_recipe_fields("${where}" "${fields}")
  string(REGEX REPLACE "^," "" fields "${fields}")
  string(REPLACE "\n" "\n  " fields "${fields}")
  set(${out} "{${fields}\n  }" PARENT_SCOPE)
endfunction()

# The JSON of one value.
function(_linuxbake_recipe_value out where type value)
  if(type STREQUAL "TEXT")
    _linuxbake_json_text(json "${value}")
  elseif(type STREQUAL "LIST")
    _linuxbake_json_list(json "${value}")
  elseif(type STREQUAL "FLAG")
    _linuxbake_json_bool(json "${value}")
  elseif(type STREQUAL "NUMBER")
    _linuxbake_json_number(json "${where}" "${value}")
  elseif(type STREQUAL "OBJECT")
    _linuxbake_json_object(json "${where}" "${value}")
  else()
    _linuxbake_error("${where}"
      "'${type}' is no type of a field. There are: TEXT, LIST, FLAG, NUMBER, OBJECT.")
  endif()
  set(${out} "${json}" PARENT_SCOPE)
endfunction()

# By number, not as a list: a list would join words that hold a bracket or end in a backslash.
function(_linuxbake_recipe_fields out)
  set(text "")
  set(index 1)
  while(index LESS ARGC)
    math(EXPR at_field "${index} + 1")
    math(EXPR at_value "${index} + 2")
    if(NOT at_value LESS ARGC)
      _linuxbake_error("${CMAKE_CURRENT_FUNCTION}"
        "'${ARGV${index}}' has to be followed by a field and a value.")
    endif()
    _linuxbake_recipe_value(json "${CMAKE_CURRENT_FUNCTION}" "${ARGV${index}}" "${ARGV${at_value}}")
    string(APPEND text ",\n  \"${ARGV${at_field}}\": ${json}")
    math(EXPR index "${index} + 3")
  endwhile()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(_linuxbake_recipe target kind_word kind directory_word directory)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  if(NOT "${kind_word} ${directory_word}" STREQUAL "KIND DIRECTORY")
    _linuxbake_error("${where}" "Its arguments begin with KIND <kind> DIRECTORY <dir>.")
  endif()
  _linuxbake_json_text(json_kind "${kind}")
  _linuxbake_json_text(json_target "${target}")
  set(text "\n  \"kind\": ${json_kind},\n  \"target\": ${json_target}")
  set(index 5)
  while(index LESS ARGC)
    string(APPEND text "${ARGV${index}}")
    math(EXPR index "${index} + 1")
  endwhile()
  _linuxbake_check_recipe_fields("${where}" "${text}")
  set(file "${directory}/${target}.recipe.json")
  file(GENERATE OUTPUT "${file}" CONTENT "{${text}\n}\n")
  _linuxbake_set_properties("${target}" RECIPE "${file}")
endfunction()
