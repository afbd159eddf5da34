# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Recipe
------

What CMake hands to the program that makes a target when the project is built: one JSON file
(RFC 8259), written once, from the arguments of one call.

``_linuxbake_recipe(<target> KIND <kind> DIRECTORY <dir> [<type> <field> <value>]...)``
  Writes ``<dir>/<target>.recipe.json`` and sets the property RECIPE of the target, which exists.
  The file has the members

  ========== ==================================================================
  kind       ``<kind>``: what the program makes of it
  target     ``<target>``
  <field>    each field that is given, in the order of the call
  ========== ==================================================================

  ``TEXT``    a string, whatever it holds
  ``LIST``    a list of strings; the value is a list of CMake's, which may be empty
  ``FLAG``    ``true`` where if() takes the value for true, else ``false``
  ``NUMBER``  a whole number, in decimal digits
  ``OBJECT``  an object of fields; the value is the text that the function below gives

  Generator expressions are evaluated.  What one of them gives goes into the file as it is, so it
  must not hold a quotation mark or a backslash.  An error: anything else than these words, or a
  field that is given twice.

``_linuxbake_recipe_object(<out-variable> <where> [<type> <field> <value>]...)``
  The text of an object with these fields, for ``OBJECT``.

The fields of each kind are in helpers/bake/recipe.h and helpers/bake/media/recipe.h.  The program takes no file that lacks one,
and none that has one more.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Json.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Targets.cmake")

function(_linuxbake_json_number out where value)
  if(NOT value MATCHES "^(0|[1-9][0-9]*)$")
    _linuxbake_error("${where}" "'${value}' is no NUMBER: it has to be whole, in decimal digits.")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
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
    string(REPLACE "\n" "\n  " json "${value}")
  else()
    _linuxbake_error("${where}"
      "'${type}' is no type of a field. There are: TEXT, LIST, FLAG, NUMBER, OBJECT.")
  endif()
  set(${out} "${json}" PARENT_SCOPE)
endfunction()

# Adds a member to a text, and its name to a list; `is_whole` is false where the value is missing.
function(_linuxbake_recipe_member text_variable fields_variable where is_whole type field value)
  if(NOT is_whole)
    _linuxbake_error("${where}" "'${type}' has to be followed by a field and a value.")
  elseif(field IN_LIST ${fields_variable})
    _linuxbake_error("${where}" "The field '${field}' is given twice.")
  endif()
  _linuxbake_recipe_value(json "${where}" "${type}" "${value}")
  set(text "${${text_variable}}")
  if(NOT text STREQUAL "")
    string(APPEND text ",\n")
  endif()
  set(${text_variable} "${text}  \"${field}\": ${json}" PARENT_SCOPE)
  set(${fields_variable} ${${fields_variable}} "${field}" PARENT_SCOPE)
endfunction()

# Adds what the arguments of the function that calls it say from the number `first` on to its
# variables _linuxbake_text and _linuxbake_fields. A macro, because it has to see these arguments by
# number: a list would join words that hold a bracket or end in a backslash.
macro(_linuxbake_recipe_members first where)
  set(_linuxbake_index "${first}")
  set(_linuxbake_count "ARGC")
  while(_linuxbake_index LESS "${${_linuxbake_count}}")
    math(EXPR _linuxbake_at_field "${_linuxbake_index} + 1")
    math(EXPR _linuxbake_at_value "${_linuxbake_index} + 2")
    set(_linuxbake_is_whole FALSE)
    if(_linuxbake_at_value LESS "${${_linuxbake_count}}")
      set(_linuxbake_is_whole TRUE)
    endif()
    set(_linuxbake_type "ARGV${_linuxbake_index}")
    set(_linuxbake_field "ARGV${_linuxbake_at_field}")
    set(_linuxbake_value "ARGV${_linuxbake_at_value}")
    _linuxbake_recipe_member(_linuxbake_text _linuxbake_fields "${where}" ${_linuxbake_is_whole}
      "${${_linuxbake_type}}" "${${_linuxbake_field}}" "${${_linuxbake_value}}")
    math(EXPR _linuxbake_index "${_linuxbake_index} + 3")
  endwhile()
endmacro()

function(_linuxbake_recipe_object out where)
  set(_linuxbake_text "")
  set(_linuxbake_fields "")
  _linuxbake_recipe_members(2 "${where}")
  set(${out} "{\n${_linuxbake_text}\n}" PARENT_SCOPE)
endfunction()

function(_linuxbake_recipe target kind_word kind directory_word directory)
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  if(NOT "${kind_word} ${directory_word}" STREQUAL "KIND DIRECTORY")
    _linuxbake_error("${where}" "Its arguments begin with KIND <kind> DIRECTORY <dir>.")
  endif()
  _linuxbake_json_text(json_kind "${kind}")
  _linuxbake_json_text(json_target "${target}")
  set(_linuxbake_fields kind target)
  set(_linuxbake_text "  \"kind\": ${json_kind},\n  \"target\": ${json_target}")
  _linuxbake_recipe_members(5 "${where}")
  set(file "${directory}/${target}.recipe.json")
  file(GENERATE OUTPUT "${file}" CONTENT "{\n${_linuxbake_text}\n}\n")
  _linuxbake_set_properties("${target}" RECIPE "${file}")
endfunction()
