# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
BootEntries
-----------

The kernel's command lines and the menu of a boot loader.

``_linuxbake_boot_entries(<where> <prefix> <default-title> [KEYWORDS <keyword>...]
CONSOLES <console>... LOADERS <loader>... ARGUMENTS <argument>...)``
  Reads ``CMDLINE <word>...`` and every ``MENU_ENTRY <title> <word>...`` from the
  arguments of a public function that has parsed them already, with both keywords;
  KEYWORDS are its other keywords, which end them.  Sets ``<prefix>_TITLES`` and
  ``<prefix>_CMDLINES``, lists of equal length (each command line begins with a space,
  so that none is empty): CMDLINE stands before the words of each entry.  Without
  MENU_ENTRY there is one entry with the default title; without any words its command line names
  CONSOLES.

``_linuxbake_check_list_text(<where> <text>)``
  An error if words that the public function was given, as one text, cannot be in a list.

``_linuxbake_grub_words(<out-variable> <cmdline>)``
  The command line as arguments of GRUB's command ``linux``.

``LOADERS`` are ``<name>=<bytes>``: how much each boot loader adds to the command line.  What is
longer than the kernel reads then is an error that names the loader, because one cuts, another one
stops.

A word may hold spaces, as in ``"quiet console=ttyS0"``: they separate.  What belongs
together stands in double quotes, as the kernel has it: ``dyndbg="file init.c +p"``.
What the boot loaders read differently is an error: a single quote, a backslash, a semicolon, a line
break or another control character, brackets that are no pair, a double quote elsewhere than around
a word or a value.

``_linuxbake_command_line(<out-variable>)``
  For who starts a kernel directly, which takes every character: a macro that gives the words of
  CMDLINE, as they were written, as one text; it is empty without CMDLINE.  They end at the next
  keyword of those that the caller has given to _linuxbake_parse_arguments().

``_linuxbake_check_length(<where> <text> <limit> <loader> <added>)``
  An error if the text, with so many bytes of the loader, is longer than the limit.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

function(_linuxbake_check_length where text limit loader added)
  string(LENGTH "${text}" length)
  math(EXPR room "${limit} - ${added}")
  if(length GREATER room)
    set(reason "The kernel reads ${limit}.")
    if(added GREATER 0)
      set(reason "The kernel reads ${limit}, and ${loader} adds ${added}: ${room} are left.")
    endif()
    _linuxbake_error("${where}" "CMDLINE: the command line has ${length} bytes." "${reason}"
      "Make it shorter.")
  endif()
endfunction()

# A macro, because it has to see ARGC and ARGV<n> of the function that calls it: in lists
# semicolons, brackets and backslashes are not what they were.
macro(_linuxbake_command_line out)
  set(_linuxbake_line_keywords ${_linuxbake_other_keywords} ${_linuxbake_multi_keywords})
  list(REMOVE_ITEM _linuxbake_line_keywords CMDLINE)
  set(_linuxbake_text "")
  set(_linuxbake_is_word FALSE)
  set(_linuxbake_index 0)
  set(_linuxbake_count "ARGC")
  while(_linuxbake_index LESS "${${_linuxbake_count}}")
    set(_linuxbake_value "ARGV${_linuxbake_index}")
    set(_linuxbake_word "${${_linuxbake_value}}")
    if("${_linuxbake_word}" STREQUAL "CMDLINE")
      set(_linuxbake_is_word TRUE)
    elseif("${_linuxbake_word}" MATCHES "^[A-Z_]+$" AND "${_linuxbake_word}" IN_LIST
        _linuxbake_line_keywords)
      set(_linuxbake_is_word FALSE)
    elseif(_linuxbake_is_word)
      string(APPEND _linuxbake_text " ${_linuxbake_word}")
    endif()
    math(EXPR _linuxbake_index "${_linuxbake_index} + 1")
  endwhile()
  set(${out} "")
  if(NOT "${_linuxbake_text}" STREQUAL "")
    string(SUBSTRING "${_linuxbake_text}" 1 -1 ${out})
  endif()
endmacro()

function(_linuxbake_check_boot_text where keyword text)
  string(ASCII 1 first)
  string(ASCII 31 last)
  string(ASCII 127 delete)
  if(text MATCHES "[;'\\\\${first}-${last}${delete}]")
    _linuxbake_error("${where}" "${keyword} '${text}':"
      "single quotes, backslashes, semicolons and control characters, as line breaks are, cannot be"
      "passed on by the boot loaders. Leave them out.")
  endif()
  string(REGEX REPLACE "[^\"]" "" quotes "${text}")
  string(LENGTH "${quotes}" count)
  math(EXPR odd "${count} % 2")
  if(odd)
    _linuxbake_error("${where}" "${keyword} '${text}': a double quote is not closed.")
  endif()
endfunction()

# Around a word or the value behind its first "=", GRUB may move the quotes, and the kernel
# understands the same. Elsewhere it would not.
function(_linuxbake_check_quotes where text)
  string(REGEX MATCH "^ *(([^ \"=]+=)?\"[^\"]*\"( +|$)|[^ \"]+( +|$))*" right "${text}")
  if(NOT right STREQUAL text)
    _linuxbake_error("${where}" "CMDLINE '${text}':"
      "double quotes stand around a whole word or a whole value, as in x=\"two words\"."
      "Elsewhere the boot loaders would not pass them on as they are.")
  endif()
endfunction()

# What a menu shows of a title: letters that every console has, as many as its line takes.
function(_linuxbake_check_title where title)
  string(LENGTH "${title}" length)
  if(NOT title MATCHES "^[ -~]*$" OR length GREATER 70)
    _linuxbake_error("${where}" "MENU_ENTRY '${title}':"
      "the menu shows up to 70 letters, of ASCII only.")
  endif()
endfunction()

# Spaces between words, not within quotes, are one each.
function(_linuxbake_one_space_between out line)
  string(STRIP "${line}" rest)
  set(text "")
  while(NOT rest STREQUAL "")
    string(REGEX MATCH "^([^ \t\"]|\"[^\"]*\"|\"[^\"]*$)+" word "${rest}")
    string(LENGTH "${word}" length)
    string(SUBSTRING "${rest}" ${length} -1 rest)
    string(STRIP "${rest}" rest)
    string(APPEND text " ${word}")
  endwhile()
  string(STRIP "${text}" text)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Lists do not survive brackets that are no pairs, nor a semicolon, of which an unquoted list would
# make two words without a word.
function(_linuxbake_check_list_text where text)
  string(FIND "${text}" "\\;" semicolon)
  if(NOT semicolon EQUAL -1)
    _linuxbake_error("${where}" "A word of CMDLINE or MENU_ENTRY holds a semicolon."
      "The boot loaders end a command there. Leave it out.")
  endif()
  string(REGEX REPLACE "[^[]" "" opened "${text}")
  string(REGEX REPLACE "[^]]" "" closed "${text}")
  string(LENGTH "${opened}" opened)
  string(LENGTH "${closed}" closed)
  if(NOT opened EQUAL closed)
    _linuxbake_error("${where}" "CMDLINE or MENU_ENTRY has a square bracket without its other half."
      "Close it in the same word, or leave it out.")
  endif()
endfunction()

function(_linuxbake_boot_entries where prefix default_title)
  _linuxbake_parse(entries 3 "" "" "KEYWORDS;CONSOLES;LOADERS;ARGUMENTS")
  set(titles "")
  set(lines "")
  set(common "")
  set(state "")
  foreach(argument IN LISTS entries_ARGUMENTS)
    if(argument STREQUAL "CMDLINE" OR argument STREQUAL "MENU_ENTRY")
      set(state "${argument}")
    elseif(argument IN_LIST entries_KEYWORDS)
      set(state "")
    elseif(state STREQUAL "CMDLINE")
      string(APPEND common " ${argument}")
    elseif(state STREQUAL "MENU_ENTRY")
      _linuxbake_check_boot_text("${where}" MENU_ENTRY "${argument}")
      _linuxbake_check_title("${where}" "${argument}")
      if(argument IN_LIST titles)
        _linuxbake_error("${where}" "There are two MENU_ENTRY '${argument}'.")
      endif()
      list(APPEND titles "${argument}")
      list(APPEND lines " ")
      set(state WORDS)
    elseif(state STREQUAL "WORDS")
      list(POP_BACK lines line)
      list(APPEND lines "${line} ${argument}")
    endif()
  endforeach()
  if(titles STREQUAL "")
    set(titles "${default_title}")
    set(lines " ")
    if(common STREQUAL "")
      list(TRANSFORM entries_CONSOLES PREPEND "console=")
      list(JOIN entries_CONSOLES " " common)
    endif()
  endif()
  set(cmdlines "")
  foreach(line IN LISTS lines)
    string(STRIP "${common} ${line}" line)
    _linuxbake_check_boot_text("${where}" CMDLINE "${line}")
    _linuxbake_one_space_between(line "${line}")
    _linuxbake_check_quotes("${where}" "${line}")
    foreach(loader IN LISTS entries_LOADERS)
      string(REGEX MATCH "^([^=]*)=(.*)$" loader "${loader}")
      _linuxbake_check_length("${where}" "${line}" 2047 "${CMAKE_MATCH_1}" "${CMAKE_MATCH_2}")
    endforeach()
    list(APPEND cmdlines " ${line}")
  endforeach()
  set(${prefix}_TITLES "${titles}" PARENT_SCOPE)
  set(${prefix}_CMDLINES "${cmdlines}" PARENT_SCOPE)
endfunction()

# GRUB puts double quotes round a word that holds a space, which is what the kernel wants, and a
# backslash before every quote of ours, which it does not: the quotes go, the word stays together.
function(_linuxbake_grub_words out cmdline)
  string(REGEX MATCHALL "([^ \"]|\"[^\"]*\")+" words "${cmdline}")
  set(text "")
  foreach(word IN LISTS words)
    string(REPLACE "\"" "" bare "${word}")
    if(bare MATCHES "^[A-Za-z0-9_.,:/=@%+-]+$")
      string(APPEND text " ${bare}")
    else()
      string(APPEND text " '${bare}'")
    endif()
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()
