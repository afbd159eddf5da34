# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
TestPlaces
----------

Where a test runs: in the guest of an emulator, or on the host.  CTest reads this file when it
reads its tests, as ``EmulatedTests.cmake`` has told it to, and CMake reads it to warn in advance.

``_linuxbake_register_program(<target> <emulator> <reason> <launcher> <path>...)``
  An executable of the project, and where it lies.  Without an emulator it runs on the host, for
  this reason; without a reason, too, because it belongs there.  The launcher is what the project
  itself puts before it (TEST_LAUNCHER).

``_linuxbake_note_place(<directory> <name> <place>)``
  What CMake knows of a test, and CTest would not: ``host``, the project says that it is the host's;
  ``guest``, it is given the emulator; ``named``, CMake has named it, or nobody has to.  An empty
  name stands for all tests of the directory.

``_linuxbake_declared_place(<out> <is-host> <environment>)``
  ``host`` or ``guest`` in that sense, or empty, by the properties of a test: LINUXBAKE_HOST_TEST,
  and the texts of ENVIRONMENT and ENVIRONMENT_MODIFICATION.

``_linuxbake_declared_by_arguments(<out> <word>...)``
  The same by the arguments of ``discover_tests()``.

``_linuxbake_noted_place(<out> <directory> <name>)``
  That, or empty; ``host`` as well if the name matches one of the user's ``LINUXBAKE_HOST_TESTS``.

``_linuxbake_place_test(<out> <directory> <word>...)``
  Judges a command.  A relative program is looked for in the directory; an empty one is that in
  which CTest works.  Sets

  ``<out>_PLACE``
    ``guest``; ``host``, where it belongs; ``lost``: it is on the host, although it starts a program
    that has an emulator; or ``unknown``: it is on the host, and may start anything.  That is every
    command, but for those that are known to start nothing.
  ``<out>_EMULATOR``, ``<out>_BEFORE``
    What has to be put before which words (their numbers, from 0); empty if it is there already.
  ``<out>_PROGRAM``
    The path that has to stand for word 0; empty if that is right.
  ``<out>_FIRST``
    The word that the command has to begin with: not 0, if it names the emulator twice.
  ``<out>_REASON``
    Of a test that is lost; of one that is unknown, its program, with what starts that.

Global properties: ``_LINUXBAKE_EMULATE_ARGUMENTS``, whether the emulator is put before every
word of a command that is a program; ``_LINUXBAKE_HOST_TESTS``, the user's expressions;
``_LINUXBAKE_TEST_CONFIG``; ``_LINUXBAKE_EMULATORS``, all of them.
#]=======================================================================]
include_guard(GLOBAL)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")

cmake_policy(VERSION 3.25...4.4)

# The arguments from number <first> to before <end> as code: each is passed on by its variable,
# whatever stands in it.
function(_linuxbake_arguments_as_code out first end)
  set(code "")
  set(index ${first})
  while(index LESS end)
    string(APPEND code " \"\${ARGV${index}}\"")
    math(EXPR index "${index} + 1")
  endwhile()
  set(${out} "${code}" PARENT_SCOPE)
endfunction()

# The name of a property for a text.
function(_linuxbake_key out kind text)
  string(MD5 key "${text}")
  set(${out} "_LINUXBAKE_TEST_${kind}_${key}" PARENT_SCOPE)
endfunction()

function(_linuxbake_register_program target emulator reason launcher)
  foreach(path IN LISTS ARGN)
    cmake_path(NORMAL_PATH path)
    _linuxbake_key(key PATH "${path}")
    set_property(GLOBAL PROPERTY ${key} "${target}")
    if(EXISTS "${path}")
      file(REAL_PATH "${path}" path)
      _linuxbake_key(key PATH "${path}")
      set_property(GLOBAL PROPERTY ${key} "${target}")
    endif()
    # A name alone must not keep a script of that name from being named.
    if(NOT "${emulator}${reason}" STREQUAL "")
      cmake_path(GET path FILENAME name)
      _linuxbake_key(key FILE "${name}")
      set_property(GLOBAL PROPERTY ${key} "${target}")
    endif()
    cmake_path(GET path PARENT_PATH directory)
    _linuxbake_read_property(directories GLOBAL PROPERTY _LINUXBAKE_TEST_DIRECTORIES)
    if(NOT directory IN_LIST directories)
      set_property(GLOBAL APPEND PROPERTY _LINUXBAKE_TEST_DIRECTORIES "${directory}")
    endif()
  endforeach()
  _linuxbake_key(key TARGET "${target}")
  set_property(GLOBAL PROPERTY ${key} "${ARGN}")
  set_property(GLOBAL PROPERTY ${key}_EMULATOR "${emulator}")
  set_property(GLOBAL PROPERTY ${key}_REASON "${reason}")
  set_property(GLOBAL PROPERTY ${key}_LAUNCHER "${launcher}")
  if(NOT emulator STREQUAL "")
    _linuxbake_key(key EMULATOR "${emulator}")
    set_property(GLOBAL PROPERTY ${key} TRUE)
    _linuxbake_read_property(emulators GLOBAL PROPERTY _LINUXBAKE_EMULATORS)
    if(NOT emulator IN_LIST emulators)
      set_property(GLOBAL APPEND PROPERTY _LINUXBAKE_EMULATORS "${emulator}")
    endif()
  endif()
endfunction()

function(_linuxbake_note_place directory name place)
  _linuxbake_key(key NOTED "${directory}\n${name}")
  set_property(GLOBAL PROPERTY ${key} "${place}")
endfunction()

# Whether the path of an emulator stands somewhere in the text.
function(_linuxbake_is_given_emulator out text)
  set(is_given FALSE)
  string(ASCII 1 mark)
  _linuxbake_read_property(emulators GLOBAL PROPERTY _LINUXBAKE_EMULATORS)
  foreach(emulator IN LISTS emulators)
    string(REPLACE "${emulator}" "${mark}" marked "${text}")
    if(marked MATCHES "${mark}($|[^A-Za-z0-9_.+-])")
      set(is_given TRUE)
    endif()
  endforeach()
  set(${out} ${is_given} PARENT_SCOPE)
endfunction()

# What a project says of a test by its properties.
function(_linuxbake_declared_place out is_host environment)
  set(place "")
  _linuxbake_is_given_emulator(is_given "${environment}")
  if(is_host)
    set(place host)
  elseif(is_given)
    set(place guest)
  endif()
  set(${out} "${place}" PARENT_SCOPE)
endfunction()

# The same of the arguments of discover_tests().
function(_linuxbake_declared_by_arguments out)
  set(is_host FALSE)
  set(environment "")
  set(is_property FALSE)
  set(index 1)
  while(index LESS ARGC)
    set(word "${ARGV${index}}")
    math(EXPR index "${index} + 1")
    if(word STREQUAL "TEST_PROPERTIES")
      set(is_property TRUE)
    elseif(is_property AND index LESS ARGC)
      set(value "${ARGV${index}}")
      math(EXPR index "${index} + 1")
      if(word STREQUAL "LINUXBAKE_HOST_TEST")
        set(is_host "${value}")
      elseif(word MATCHES "^ENVIRONMENT(_MODIFICATION)?$")
        string(APPEND environment "${value}\n")
      endif()
    endif()
  endwhile()
  _linuxbake_declared_place(place "${is_host}" "${environment}")
  set(${out} "${place}" PARENT_SCOPE)
endfunction()

function(_linuxbake_noted_place out directory name)
  _linuxbake_read_property(expressions GLOBAL PROPERTY _LINUXBAKE_HOST_TESTS)
  foreach(expression IN LISTS expressions)
    if(NOT expression STREQUAL "" AND name MATCHES "${expression}")
      set(${out} host PARENT_SCOPE)
      return()
    endif()
  endforeach()
  _linuxbake_key(key NOTED "${directory}\n${name}")
  _linuxbake_read_property(place GLOBAL PROPERTY ${key})
  if(place STREQUAL "")
    _linuxbake_key(key NOTED "${directory}\n")
    _linuxbake_read_property(place GLOBAL PROPERTY ${key})
  endif()
  set(${out} "${place}" PARENT_SCOPE)
endfunction()

function(_linuxbake_target_of_path out path)
  cmake_path(NORMAL_PATH path)
  _linuxbake_key(key PATH "${path}")
  _linuxbake_read_property(target GLOBAL PROPERTY ${key})
  if(NOT target AND EXISTS "${path}")
    file(REAL_PATH "${path}" path)
    _linuxbake_key(key PATH "${path}")
    _linuxbake_read_property(target GLOBAL PROPERTY ${key})
  endif()
  set(${out} "${target}" PARENT_SCOPE)
endfunction()

# A program that the host has, which CTest would find.
function(_linuxbake_host_has out name)
  set(${out} FALSE PARENT_SCOPE)
  string(REPLACE ":" ";" directories "$ENV{PATH}")
  foreach(directory IN LISTS directories)
    if(EXISTS "${directory}/${name}")
      set(${out} TRUE PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# The target whose file a word names, and the path that has to stand for it; empty for none.
function(_linuxbake_target_of_word out_target out_path directory word)
  set(${out_target} "" PARENT_SCOPE)
  set(${out_path} "" PARENT_SCOPE)
  if(word STREQUAL "" OR word MATCHES "\n")
    return()
  endif()
  if(IS_ABSOLUTE "${word}")
    _linuxbake_target_of_path(target "${word}")
    set(${out_target} "${target}" PARENT_SCOPE)
    return()
  endif()
  if(directory STREQUAL "")
    file(READ_SYMLINK "/proc/self/cwd" directory)
  endif()
  _linuxbake_read_property(config GLOBAL PROPERTY _LINUXBAKE_TEST_CONFIG)
  foreach(path IN ITEMS "${directory}/${word}" "${directory}/${config}/${word}")
    _linuxbake_target_of_path(target "${path}")
    if(target)
      set(${out_target} "${target}" PARENT_SCOPE)
      set(${out_path} "${path}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  if(word MATCHES "/")
    # From WORKING_DIRECTORY, which is known when the test runs.
    cmake_path(GET word FILENAME name)
    _linuxbake_key(key FILE "${name}")
    _linuxbake_read_property(target GLOBAL PROPERTY ${key})
    set(${out_target} "${target}" PARENT_SCOPE)
    return()
  endif()
  _linuxbake_key(key TARGET "${word}")
  _linuxbake_read_property(path GLOBAL PROPERTY ${key})
  _linuxbake_host_has(is_other "${word}")
  if(path AND NOT is_other)
    list(GET path 0 path)
    set(${out_target} "${word}" PARENT_SCOPE)
    set(${out_path} "${path}" PARENT_SCOPE)
  endif()
endfunction()

# How many words of a command only start what stands behind them: env, timeout 20, cmake -E time,
# with their options.
function(_linuxbake_count_starters out)
  set(option "^(-.*|[^/=]+=.*|[0-9.]+[smhd]?|0x[0-9a-f]+)$")
  set(index 1)
  while(index LESS ARGC)
    math(EXPR second "${index} + 1")
    math(EXPR third "${index} + 2")
    cmake_path(GET ARGV${index} FILENAME name)
    # What is beyond ARGC would be an argument of a caller.
    if(name MATCHES "^cmake[0-9.]*$" AND third LESS ARGC AND "${ARGV${second}}" STREQUAL "-E" AND
        "${ARGV${third}}" MATCHES "^(env|time)$")
      math(EXPR index "${index} + 3")
    elseif(name MATCHES "^(env|timeout|nice|nohup|stdbuf|setsid|time|taskset|ionice)$")
      set(index ${second})
    else()
      break()
    endif()
    while(index LESS ARGC AND "${ARGV${index}}" MATCHES "${option}")
      math(EXPR index "${index} + 1")
    endwhile()
  endwhile()
  math(EXPR count "${index} - 1")
  set(${out} ${count} PARENT_SCOPE)
endfunction()

# Whether the words, which stand before a program, start it and nothing else.
function(_linuxbake_only_starts out launcher)
  set(only FALSE)
  if(NOT launcher STREQUAL "" AND "${ARGN}" STREQUAL "${launcher}")
    set(only TRUE)
  elseif(ARGC GREATER 2)
    _linuxbake_count_starters(starters ${ARGN})
    list(LENGTH ARGN count)
    if(starters EQUAL count)
      set(only TRUE)
    endif()
  endif()
  set(${out} ${only} PARENT_SCOPE)
endfunction()

# Whether a command starts no further program, as far as that is sure: tools of CMake, and some of
# the host that everybody knows. Which others there are nobody knows: they may start anything.
# <out_program> is the program, with what starts it.
function(_linuxbake_starts_nothing out out_program)
  string(JOIN "|" tools true false test "\\[" echo printf sleep pwd ls stat cat head tail wc cmp
    diff "[ef]?grep" mkdir touch cp mv ln rm md5sum "sha[0-9]+sum" file nm readelf objdump size
    strings)
  _linuxbake_arguments_as_code(code 2 ${ARGC})
  cmake_language(EVAL CODE "_linuxbake_count_starters(starters ${code})")
  set(shown "")
  foreach(number RANGE ${starters})
    math(EXPR index "${number} + 2")
    if(index LESS ARGC)
      set(word "${ARGV${index}}")
      if(IS_ABSOLUTE "${word}")
        cmake_path(GET word FILENAME word)
      endif()
      string(APPEND shown " ${word}")
    endif()
  endforeach()
  string(STRIP "${shown}" shown)
  string(REPLACE "\n" " " shown "${shown}")
  set(${out_program} "${shown}" PARENT_SCOPE)
  foreach(number RANGE 2)
    math(EXPR index "${starters} + 2 + ${number}")
    set(word_${number} "")
    if(index LESS ARGC)
      set(word_${number} "${ARGV${index}}")
    endif()
  endforeach()
  cmake_path(GET word_0 FILENAME name)
  set(nothing FALSE)
  if(name MATCHES "^cmake[0-9.]*$")
    if(word_1 MATCHES "^--(version|help)" OR (word_1 STREQUAL "-E" AND
        NOT word_2 MATCHES "^(|env|time|chdir|__.*)$"))
      set(nothing TRUE)
    endif()
  elseif(word_0 MATCHES "^(/(usr/(local/)?)?bin/)?(${tools})$" OR name STREQUAL "linuxbake-isa")
    set(nothing TRUE)
  endif()
  set(${out} ${nothing} PARENT_SCOPE)
endfunction()

# The target with an emulator whose path stands somewhere in the text: a directory of programs, and
# the name of one.
function(_linuxbake_target_in_text out text)
  set(${out} "" PARENT_SCOPE)
  if(NOT text MATCHES "/")
    return()
  endif()
  _linuxbake_read_property(directories GLOBAL PROPERTY _LINUXBAKE_TEST_DIRECTORIES)
  foreach(directory IN LISTS directories)
    string(LENGTH "${directory}/" length)
    set(rest "${text}")
    string(FIND "${rest}" "${directory}/" at)
    while(NOT at EQUAL -1)
      math(EXPR at "${at} + ${length}")
      string(SUBSTRING "${rest}" ${at} -1 rest)
      if(rest MATCHES "^[A-Za-z0-9_.+-]+")
        _linuxbake_target_of_path(target "${directory}/${CMAKE_MATCH_0}")
        _linuxbake_key(key TARGET "${target}")
        _linuxbake_read_property(emulator GLOBAL PROPERTY ${key}_EMULATOR)
        if(target AND NOT emulator STREQUAL "")
          set(${out} "${target}" PARENT_SCOPE)
          return()
        endif()
      endif()
      string(FIND "${rest}" "${directory}/" at)
    endwhile()
  endforeach()
endfunction()

# The emulator of the program that a word of a command is, and how it is started: BY_ITSELF, if the
# words before start it and nothing else, BY_ANOTHER, or IN_A_TEXT. The further arguments are those
# words.
function(_linuxbake_emulator_of_word out_emulator out_how out_target directory word)
  set(target "")
  set(how BY_ANOTHER)
  if(IS_ABSOLUTE "${word}" OR word MATCHES "^[.]+/")
    _linuxbake_target_of_word(target ignored "${directory}" "${word}")
  endif()
  if(target STREQUAL "")
    set(how IN_A_TEXT)
    _linuxbake_target_in_text(target "${word}")
  endif()
  _linuxbake_key(key TARGET "${target}")
  _linuxbake_read_property(emulator GLOBAL PROPERTY ${key}_EMULATOR)
  _linuxbake_read_property(launcher GLOBAL PROPERTY ${key}_LAUNCHER)
  if(emulator AND how STREQUAL "BY_ANOTHER")
    _linuxbake_only_starts(starts "${launcher}" ${ARGN})
    if(starts)
      set(how BY_ITSELF)
    endif()
  endif()
  set(${out_emulator} "${emulator}" PARENT_SCOPE)
  set(${out_how} "${how}" PARENT_SCOPE)
  set(${out_target} "${target}" PARENT_SCOPE)
endfunction()

# A command whose first word is no program of the project.
function(_linuxbake_place_by_arguments out directory first)
  _linuxbake_read_property(everywhere GLOBAL PROPERTY _LINUXBAKE_EMULATE_ARGUMENTS)
  _linuxbake_arguments_as_code(code 2 ${ARGC})
  cmake_language(EVAL CODE "_linuxbake_starts_nothing(nothing program ${code})")
  if(nothing)
    set(${out}_PLACE host PARENT_SCOPE)
    return()
  endif()
  set(${out}_PLACE unknown PARENT_SCOPE)
  set(${out}_REASON "${program}" PARENT_SCOPE)
  set(before "${first}")
  set(leaves_it_to_the_program FALSE)
  set(numbers "")
  set(number 0)
  set(index 3)
  while(index LESS ARGC)
    set(word "${ARGV${index}}")
    math(EXPR index "${index} + 1")
    math(EXPR number "${number} + 1")
    _linuxbake_key(key EMULATOR "${word}")
    _linuxbake_read_property(is_emulator GLOBAL PROPERTY ${key})
    if(is_emulator)
      set(${out}_PLACE guest PARENT_SCOPE)
      return()
    endif()
    _linuxbake_is_given_emulator(is_given "${word}")
    if(is_given)
      set(leaves_it_to_the_program TRUE)
      set(${out}_PLACE guest PARENT_SCOPE)
    endif()
    _linuxbake_emulator_of_word(emulator how target "${directory}" "${word}" ${before})
    list(APPEND before "${word}")
    if(NOT emulator)
      continue()
    endif()
    if(how STREQUAL "BY_ITSELF" OR (how STREQUAL "BY_ANOTHER" AND everywhere))
      list(APPEND numbers ${number})
      set(${out}_PLACE guest PARENT_SCOPE)
      set(${out}_EMULATOR "${emulator}" PARENT_SCOPE)
      set(${out}_BEFORE "${numbers}" PARENT_SCOPE)
      if(NOT everywhere)
        return()
      endif()
    elseif(numbers STREQUAL "" AND NOT leaves_it_to_the_program)
      set(${out}_PLACE lost PARENT_SCOPE)
      cmake_path(GET first FILENAME name)
      set(reason "'${name}' starts '${target}', a word of its command")
      if(how STREQUAL "IN_A_TEXT")
        set(reason "'${name}' starts '${target}' from a text")
      endif()
      set(${out}_REASON "${reason}" PARENT_SCOPE)
    endif()
  endwhile()
endfunction()

# How many words at the beginning of a command are the emulator: two, if CMake has two variables for
# it.
function(_linuxbake_count_emulators out)
  set(count 0)
  set(next 1)
  while(next LESS ARGC)
    _linuxbake_key(key EMULATOR "${ARGV${next}}")
    _linuxbake_read_property(is_emulator GLOBAL PROPERTY ${key})
    if(NOT is_emulator OR NOT "${ARGV${next}}" STREQUAL "${ARGV1}")
      break()
    endif()
    set(count ${next})
    math(EXPR next "${next} + 1")
  endwhile()
  set(${out} ${count} PARENT_SCOPE)
endfunction()

function(_linuxbake_place_test out directory first)
  foreach(field IN ITEMS EMULATOR BEFORE PROGRAM REASON)
    set(${out}_${field} "")
  endforeach()
  set(${out}_FIRST 0)
  _linuxbake_arguments_as_code(code 2 ${ARGC})
  cmake_path(GET first FILENAME name)
  _linuxbake_key(key EMULATOR "${first}")
  _linuxbake_read_property(is_emulator GLOBAL PROPERTY ${key})
  _linuxbake_target_of_word(target path "${directory}" "${first}")
  _linuxbake_key(key TARGET "${target}")
  _linuxbake_read_property(emulator GLOBAL PROPERTY ${key}_EMULATOR)
  _linuxbake_read_property(reason GLOBAL PROPERTY ${key}_REASON)
  if(is_emulator)
    set(${out}_PLACE guest)
    cmake_language(EVAL CODE "_linuxbake_count_emulators(count ${code})")
    math(EXPR ${out}_FIRST "${count} - 1")
  elseif(NOT "${emulator}${reason}" STREQUAL "")
    set(${out}_EMULATOR "${emulator}")
    set(${out}_REASON "${reason}")
    set(${out}_PROGRAM "${path}")
    set(${out}_PLACE lost)
    if(emulator)
      set(${out}_PLACE guest)
      set(${out}_BEFORE 0)
    endif()
  elseif(name STREQUAL "linuxbake-boot")
    set(${out}_PLACE guest)
  else()
    cmake_language(EVAL CODE
      "_linuxbake_place_by_arguments(${out} \"\${directory}\" ${code})")
    if(target AND ${out}_PLACE STREQUAL "unknown")
      set(${out}_PLACE host)
    endif()
  endif()
  if(NOT ${out}_PLACE MATCHES "^(lost|unknown)$")
    set(${out}_REASON "")
  endif()
  foreach(field IN ITEMS PLACE EMULATOR BEFORE PROGRAM REASON FIRST)
    set(${out}_${field} "${${out}_${field}}" PARENT_SCOPE)
  endforeach()
endfunction()
