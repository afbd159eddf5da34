# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Arguments
---------

How every public function reads its arguments, and how it complains.  A
function parses with the prefix ``arg`` and then checks once::

  cmake_parse_arguments(PARSE_ARGV 1 arg "" "KERNEL;LABEL" "CMDLINE")
  set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
  _linuxbake_check_arguments("${where}" REQUIRED KERNEL)

``_linuxbake_error(<where> <line>...)``
  Stops the configuration with the name of the call and the lines below it,
  indented, so that CMake prints them as they are.

``_linuxbake_check_arguments(<where> [REQUIRED <keyword>...])``
  An error for an unknown argument, for a keyword without a value or with an
  empty one, and for a required keyword that is absent.

``_linuxbake_one_of(<where> <KEYWORD> <value> <allowed>...)``
  An error unless the value is one of those allowed.

``_linuxbake_require_file(<where> <KEYWORD> <path> <out-variable>)``
  The absolute path of an existing file; a relative one is taken from
  ``CMAKE_CURRENT_SOURCE_DIR``, as everywhere in CMake.

``_linuxbake_size_argument(<where> <KEYWORD> <out-variable>)``
  The bytes of ``arg_<KEYWORD>``, a number with K, M or G; 0 where it is not given.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_size_argument where keyword out)
  set(size 0)
  if(DEFINED arg_${keyword})
    if(NOT arg_${keyword} MATCHES "^([1-9][0-9]?[0-9]?[0-9]?[0-9]?)([KMG])$")
      _linuxbake_error("${where}" "${keyword} '${arg_${keyword}}' is no size."
        "A size has up to five digits and K, M or G: 1440K is a floppy disk, 64M a small stick.")
    endif()
    string(FIND "KMG" "${CMAKE_MATCH_2}" power)
    math(EXPR size "${CMAKE_MATCH_1} << (10 * (${power} + 1))")
  endif()
  set(${out} "${size}" PARENT_SCOPE)
endfunction()

function(_linuxbake_error where)
  # Not list(JOIN): a line may hold a semicolon.
  set(text "")
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE 1 ${last})
    string(APPEND text "  ${ARGV${index}}\n")
  endforeach()
  message(FATAL_ERROR "${where}:\n\n${text}")
endfunction()

# A macro, because it has to see ARGC and ARGV<n> of the function that calls it: an empty value
# leaves no trace in what cmake_parse_arguments() returns before CMake 3.31.
macro(_linuxbake_check_arguments where)
  set(_linuxbake_previous "")
  set(_linuxbake_empty "")
  set(_linuxbake_index 0)
  set(_linuxbake_count "ARGC")
  while(_linuxbake_index LESS "${${_linuxbake_count}}")
    set(_linuxbake_value "ARGV${_linuxbake_index}")
    if("${${_linuxbake_value}}" STREQUAL "")
      list(APPEND _linuxbake_empty "${_linuxbake_previous}")
    endif()
    set(_linuxbake_previous "${${_linuxbake_value}}")
    math(EXPR _linuxbake_index "${_linuxbake_index} + 1")
  endwhile()
  _linuxbake_check_parsed_arguments("${where}" "${_linuxbake_empty}" ${ARGN})
endmacro()

function(_linuxbake_check_parsed_arguments where empty)
  cmake_parse_arguments(PARSE_ARGV 2 check "" "" "REQUIRED")
  if(DEFINED arg_UNPARSED_ARGUMENTS)
    list(GET arg_UNPARSED_ARGUMENTS 0 first)
    _linuxbake_error("${where}" "Unknown argument '${first}'."
      "The header of the module lists the keywords of this function.")
  endif()
  if(DEFINED arg_KEYWORDS_MISSING_VALUES)
    list(GET arg_KEYWORDS_MISSING_VALUES 0 first)
    _linuxbake_error("${where}" "${first} has no value." "Give it one, or leave ${first} out.")
  endif()
  if(NOT empty STREQUAL "")
    list(GET empty 0 first)
    _linuxbake_error("${where}" "The value after '${first}' is empty."
      "Is a variable that stands there not set?")
  endif()
  foreach(keyword IN LISTS check_REQUIRED)
    if(NOT DEFINED arg_${keyword})
      _linuxbake_error("${where}" "${keyword} is missing.")
    endif()
  endforeach()
endfunction()

function(_linuxbake_one_of where keyword value)
  if(NOT value IN_LIST ARGN)
    list(JOIN ARGN ", " allowed)
    _linuxbake_error("${where}" "${keyword} '${value}' is none of: ${allowed}.")
  endif()
endfunction()

function(_linuxbake_require_file where keyword path out)
  get_filename_component(absolute "${path}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT EXISTS "${absolute}" OR IS_DIRECTORY "${absolute}")
    _linuxbake_error("${where}" "${keyword} '${path}' is not a file."
      "Looked for: ${absolute}")
  endif()
  set(${out} "${absolute}" PARENT_SCOPE)
endfunction()
