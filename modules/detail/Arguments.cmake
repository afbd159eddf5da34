# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Arguments
---------

How every public function reads its arguments, and how it complains.  A
function begins with these lines::

  function(linuxbake_add_iso target)
    _linuxbake_parse_arguments(target "ALL" "KERNEL;LABEL" "CMDLINE")
    set(where "${CMAKE_CURRENT_FUNCTION}(${target})")
    _linuxbake_check_arguments("${where}" REQUIRED KERNEL)

``_linuxbake_parse_arguments(<parameters> <options> <one-value> <multi-value> [<keyword>...])``
  Forgets the caller's variables, then parses what follows the function's own parameters (a list of
  their names), with the prefix ``arg``.  What was not given is ``"${arg_KERNEL}" STREQUAL ""``; it
  may be defined all the same, if the user's project has a cache variable of that name.
  A word of a multi-value keyword that CMake's lists cannot hold is an error, but for the keywords
  behind, whose words the function itself takes as they were written.

``_linuxbake_forget_caller([<parameter>...])``
  A function of CMake sees all variables of whoever calls it.  This hides those of the user's
  project from a function that is called by it, or deferred, and from all that it calls: every
  one with a small letter in its name, but the parameters that are named, and those that begin
  with ``_``, ``CMAKE_``, ``LINUXBAKE_`` and ``PROJECT_``.  CMake's own have no small letters.
  Names that begin with ``_linuxbake_`` or ``LINUXBAKE_`` are ours.

``_linuxbake_parse(<prefix> <first> <options> <one-value> <multi-value>)``
  ``cmake_parse_arguments(PARSE_ARGV <first> <prefix> …)`` for private functions; a cache variable
  of the user's does not stand for what was not given.  An argument that belongs to no keyword is an
  error, which names the function: it is a fault of ours.

``_linuxbake_read_property(<out-variable> ...)``
  ``get_property(<out-variable> ...)``, but empty where there is none: CMake would take the variable
  away, and uncover one of the user's cache.

``_linuxbake_look_for_program(<out-variable> NAMES <name>... [...])``
  ``find_program()``, but a variable of the user's is never taken for the answer.

``_linuxbake_error(<where> <line>...)``
  Stops the configuration with the name of the call and the lines below it,
  indented, so that CMake prints them as they are.

``_linuxbake_check_arguments(<where> [REQUIRED <keyword>...])``
  An error for an unknown argument, for a keyword without a value or with an
  empty one, and for a required keyword that is absent.

``_linuxbake_value_or(<out-variable> <value> <default>)``
  The value of a keyword, or the default where it is empty.

``_linuxbake_exactly_one(<where> <out-variable> [<KEYWORD> <value>]...)``
  The only one of these keywords whose value is not empty; an error if there is none, or several.

``_linuxbake_one_of(<where> <KEYWORD> <value> <allowed>...)``
  An error unless the value is one of those allowed.

``_linuxbake_require_file(<where> <KEYWORD> <path> <out-variable>)``
  The absolute path of an existing file; a relative one is taken from
  ``CMAKE_CURRENT_SOURCE_DIR``, as everywhere in CMake.

``_linuxbake_append_option(<list-variable> <option> <value>)``
  Appends ``<option>=<value>`` as one word, whose semicolons stay what they are.  Where such a list
  is handed on in one argument, that is quoted; ``${list}`` gives its words.

``_linuxbake_append_build_option(<list-variable> <where> <KEYWORD> <option> <value>)``
  The same for a command of the build, where some values cannot be: an error for a line break, which
  the build file would take for the end of the command, and for what CMake's lists cannot hold.
  An empty value appends nothing.

``_linuxbake_size_argument(<where> <KEYWORD> <value> <out-variable>)``
  The bytes of a number with K, M or G; 0 where the value is empty.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_read_property out)
  get_property(_linuxbake_value ${ARGN})
  set(${out} "${_linuxbake_value}" PARENT_SCOPE)
endfunction()

function(_linuxbake_look_for_program out)
  set(_linuxbake_program _linuxbake_program-NOTFOUND)
  find_program(_linuxbake_program ${ARGN} NO_CACHE)
  set(${out} "${_linuxbake_program}" PARENT_SCOPE)
endfunction()

# A macro, like those for parsing: it is about the variables of the function that calls it.
# unset() would uncover a variable of the cache, which cannot be undefined: it is empty.
macro(_linuxbake_forget_caller)
  get_cmake_property(_linuxbake_names VARIABLES)
  list(FILTER _linuxbake_names INCLUDE REGEX "^[A-Za-z0-9].*[a-z]")
  list(FILTER _linuxbake_names EXCLUDE REGEX "^(CMAKE|LINUXBAKE|PROJECT)_")
  list(REMOVE_ITEM _linuxbake_names "" ${ARGN})
  foreach(_linuxbake_name IN LISTS _linuxbake_names)
    if(DEFINED CACHE{${_linuxbake_name}})
      set(${_linuxbake_name} "")
    else()
      unset(${_linuxbake_name})
    endif()
  endforeach()
endmacro()

# The two macros for parsing have this in common.
macro(_linuxbake_read_arguments prefix first options one_value multi_value)
  cmake_parse_arguments(PARSE_ARGV ${first} _linuxbake_given
    "${options}" "${one_value}" "${multi_value}")
  foreach(_linuxbake_keyword IN ITEMS ${options} ${one_value} ${multi_value}
      UNPARSED_ARGUMENTS KEYWORDS_MISSING_VALUES)
    if(DEFINED _linuxbake_given_${_linuxbake_keyword})
      set(${prefix}_${_linuxbake_keyword} "${_linuxbake_given_${_linuxbake_keyword}}")
    elseif(DEFINED CACHE{${prefix}_${_linuxbake_keyword}})
      set(${prefix}_${_linuxbake_keyword} "")
    else()
      unset(${prefix}_${_linuxbake_keyword})
    endif()
  endforeach()
endmacro()

macro(_linuxbake_parse prefix first options one_value multi_value)
  _linuxbake_read_arguments(${prefix} ${first} "${options}" "${one_value}" "${multi_value}")
  if(DEFINED _linuxbake_given_UNPARSED_ARGUMENTS) # it may be an empty one
    _linuxbake_unexpected_argument("${CMAKE_CURRENT_FUNCTION}"
      "${_linuxbake_given_UNPARSED_ARGUMENTS}")
  endif()
endmacro()

function(_linuxbake_unexpected_argument function arguments)
  set(first "")
  if(NOT arguments STREQUAL "")
    list(GET arguments 0 first)
  endif()
  _linuxbake_error("${function}" "Unexpected argument '${first}'."
    "This is a fault of LinuxBake's own: nobody else calls this function.")
endfunction()

# CMake's lists cannot hold every word: a backslash at its end, or a bracket without its partner,
# would join it to the word behind it.
function(_linuxbake_check_word where keyword word)
  string(REGEX REPLACE "[^[]" "" opening "${word}")
  string(REGEX REPLACE "[^]]" "" closing "${word}")
  string(LENGTH "${opening}" opening)
  string(LENGTH "${closing}" closing)
  if(word MATCHES "\\\\$")
    _linuxbake_error("${where}" "'${word}' of ${keyword} ends in a backslash."
      "CMake's lists would join it to the next word.  Where generator expressions"
      "are allowed, as in COMMAND, write '${word}$<0:>'.")
  elseif(NOT opening EQUAL closing)
    _linuxbake_error("${where}" "'${word}' of ${keyword} has a square bracket without its partner."
      "CMake's lists would join it to the next word.  Put it into a script or a file"
      "of yours, and the path of that here.")
  endif()
endfunction()

# A macro, because it has to see ARGC and ARGV<n> of the function that calls it.
macro(_linuxbake_check_words first)
  set(_linuxbake_keyword "")
  set(_linuxbake_index ${first})
  set(_linuxbake_count "ARGC")
  while(_linuxbake_index LESS "${${_linuxbake_count}}")
    set(_linuxbake_value "ARGV${_linuxbake_index}")
    set(_linuxbake_word "${${_linuxbake_value}}")
    if("${_linuxbake_word}" IN_LIST _linuxbake_other_keywords)
      set(_linuxbake_keyword "")
    elseif("${_linuxbake_word}" IN_LIST _linuxbake_multi_keywords)
      set(_linuxbake_keyword "${_linuxbake_word}")
    elseif(NOT _linuxbake_keyword STREQUAL "" AND "${_linuxbake_word}" MATCHES "[][]|\\\\$")
      _linuxbake_check_word("${CMAKE_CURRENT_FUNCTION}" "${_linuxbake_keyword}" "${_linuxbake_word}")
    endif()
    math(EXPR _linuxbake_index "${_linuxbake_index} + 1")
  endwhile()
endmacro()

macro(_linuxbake_parse_arguments parameters options one_value multi_value)
  _linuxbake_forget_caller(${parameters})
  set(_linuxbake_names "${parameters}")
  list(LENGTH _linuxbake_names _linuxbake_first)
  set(_linuxbake_other_keywords "${options}" "${one_value}")
  set(_linuxbake_multi_keywords "${multi_value}")
  list(REMOVE_ITEM _linuxbake_multi_keywords "" ${ARGN})
  list(APPEND _linuxbake_other_keywords ${ARGN})
  _linuxbake_check_words(${_linuxbake_first})
  _linuxbake_read_arguments(arg ${_linuxbake_first}
    "${options}" "${one_value}" "${multi_value}")
endmacro()

function(_linuxbake_value_or out value default)
  if(value STREQUAL "")
    set(value "${default}")
  endif()
  set(${out} "${value}" PARENT_SCOPE)
endfunction()

function(_linuxbake_exactly_one where out)
  set(keywords "")
  set(given "")
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE 2 ${last} 2)
    list(APPEND keywords "${ARGV${index}}")
    math(EXPR value "${index} + 1")
    if(NOT "${ARGV${value}}" STREQUAL "")
      list(APPEND given "${ARGV${index}}")
    endif()
  endforeach()
  list(LENGTH given count)
  if(NOT count EQUAL 1)
    list(POP_BACK keywords last_keyword)
    list(JOIN keywords ", " text)
    _linuxbake_error("${where}" "Give exactly one of ${text} and ${last_keyword}.")
  endif()
  set(${out} "${given}" PARENT_SCOPE)
endfunction()

function(_linuxbake_append_option list_variable option value)
  string(REPLACE ";" "\\;" value "${value}")
  set(list "${${list_variable}}")
  list(APPEND list "${option}=${value}")
  set(${list_variable} "${list}" PARENT_SCOPE)
endfunction()

function(_linuxbake_append_build_option list_variable where keyword option value)
  if(value STREQUAL "")
    return()
  elseif(value MATCHES "[\r\n]")
    string(REGEX REPLACE "[\r\n]+" "\\\\n" shown "${value}")
    _linuxbake_error("${where}" "'${shown}' of ${keyword} has a line break in it."
      "A command of the build is one line.  Write it in one, or into a file of yours.")
  endif()
  _linuxbake_check_word("${where}" "${keyword}" "${value}")
  set(list "${${list_variable}}")
  _linuxbake_append_option(list "${option}" "${value}")
  set(${list_variable} "${list}" PARENT_SCOPE)
endfunction()

function(_linuxbake_size_argument where keyword value out)
  set(size 0)
  if(NOT value STREQUAL "")
    if(NOT value MATCHES "^([1-9][0-9]?[0-9]?[0-9]?[0-9]?)([KMG])$")
      _linuxbake_error("${where}" "${keyword} '${value}' is no size."
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
# leaves no trace in what cmake_parse_arguments() returns before CMake 3.31. What was parsed it
# takes from the variables of _linuxbake_read_arguments().
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
  set(_linuxbake_required ${ARGN})
  list(REMOVE_ITEM _linuxbake_required "" REQUIRED)
  set(_linuxbake_absent "")
  set(_linuxbake_command "")
  foreach(_linuxbake_keyword IN LISTS _linuxbake_required)
    if("${_linuxbake_given_${_linuxbake_keyword}}" STREQUAL "")
      list(APPEND _linuxbake_absent "${_linuxbake_keyword}")
    endif()
  endforeach()
  foreach(_linuxbake_keyword IN LISTS _linuxbake_multi_keywords)
    if(_linuxbake_keyword STREQUAL "COMMAND")
      set(_linuxbake_command "${_linuxbake_given_${_linuxbake_keyword}}")
    endif()
  endforeach()
  _linuxbake_check_parsed_arguments("${where}" "${_linuxbake_given_UNPARSED_ARGUMENTS}"
    "${_linuxbake_given_KEYWORDS_MISSING_VALUES}" "${_linuxbake_empty}" "${_linuxbake_command}"
    "${_linuxbake_absent}")
endmacro()

function(_linuxbake_check_parsed_arguments where unknown without_value empty command absent)
  if(NOT unknown STREQUAL "")
    list(GET unknown 0 first)
    _linuxbake_error("${where}" "Unknown argument '${first}'."
      "The header of the module lists the keywords of this function.")
  endif()
  if(NOT without_value STREQUAL "")
    list(GET without_value 0 first)
    _linuxbake_error("${where}" "${first} has no value." "Give it one, or leave ${first} out.")
  endif()
  if(NOT empty STREQUAL "")
    list(GET empty 0 first)
    set(remedy "Is a variable that stands there not set?")
    if(NOT command STREQUAL "")
      string(APPEND remedy " A word of COMMAND that is to be empty is '$<0:>'.")
    endif()
    _linuxbake_error("${where}" "The value after '${first}' is empty." "${remedy}")
  endif()
  if(NOT absent STREQUAL "")
    list(GET absent 0 first)
    _linuxbake_error("${where}" "${first} is missing.")
  endif()
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
