# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
BootEntries
-----------

The kernel's command lines and the menu of a boot loader.

``_linuxbake_boot_entries(<where> <prefix> <default-title> [KEYWORDS <keyword>...]
ARGUMENTS <argument>...)``
  Reads ``CMDLINE <word>...`` and every ``MENU_ENTRY <title> <word>...`` from the
  arguments of a public function that has parsed them already, with both keywords;
  KEYWORDS are its other keywords, which end them.  Sets ``<prefix>_TITLES`` and
  ``<prefix>_CMDLINES``, lists of equal length (each command line begins with a space,
  so that none is empty): CMDLINE stands before the words of each entry.  Without
  MENU_ENTRY there is one entry with the default title; without any words its command line names
  the consoles of the architecture, whose row (detail/Architectures.cmake) the caller has read.

``_linuxbake_grub_words(<out-variable> <cmdline>)``
  The command line as arguments of GRUB's command ``linux``.

A word may hold spaces, as in ``"quiet console=ttyS0"``: they separate.  What belongs
together stands in double quotes, as the kernel has it: ``dyndbg="file init.c +p"``.
A single quote, a backslash, a semicolon or a line break in a title or command line is
an error, because the boot loaders read them differently; so is a command line that the
kernel would cut off (2,047 characters on x86).
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

function(_linuxbake_check_boot_text where keyword text)
  if(text MATCHES "[;'\\\\\r\n]")
    _linuxbake_error("${where}" "${keyword} '${text}':"
      "single quotes, backslashes, semicolons and line breaks cannot be passed on by the boot"
      "loaders. Leave them out.")
  endif()
  string(REGEX REPLACE "[^\"]" "" quotes "${text}")
  string(LENGTH "${quotes}" count)
  math(EXPR odd "${count} % 2")
  if(odd)
    _linuxbake_error("${where}" "${keyword} '${text}': a double quote is not closed.")
  endif()
  string(LENGTH "${text}" length)
  if(length GREATER 2047)
    _linuxbake_error("${where}"
      "${keyword}: the command line has ${length} characters, of which the kernel reads 2047."
      "Make it shorter.")
  endif()
endfunction()

function(_linuxbake_boot_entries where prefix default_title)
  _linuxbake_parse(entries 3 "" "" "KEYWORDS;ARGUMENTS")
  # An unquoted list would make two words of it without a word.
  string(FIND "${arg_CMDLINE}${arg_MENU_ENTRY}" "\\;" semicolon)
  if(NOT semicolon EQUAL -1)
    _linuxbake_error("${where}" "A word of CMDLINE or MENU_ENTRY holds a semicolon."
      "The boot loaders end a command there. Leave it out.")
  endif()
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
      list(TRANSFORM arch_CONSOLES PREPEND "console=")
      list(JOIN arch_CONSOLES " " common)
    endif()
  endif()
  set(cmdlines "")
  foreach(line IN LISTS lines)
    string(STRIP "${common} ${line}" line)
    string(REGEX REPLACE "[ \t]+" " " line "${line}")
    _linuxbake_check_boot_text("${where}" CMDLINE "${line}")
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
