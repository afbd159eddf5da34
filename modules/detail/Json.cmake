# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Json
----

Values as JSON has them (RFC 8259), for the files that a build hands to our programs.

``_linuxbake_json_text(<out-variable> <text>)``
  A string, in quotation marks.

``_linuxbake_json_list(<out-variable> <list>)``
  A list of strings; ``<list>`` is one argument, a list of CMake's.  Its empty elements stay.

``_linuxbake_json_bool(<out-variable> <value>)``
  What if() takes for true is ``true``.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_json_text out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n" text "${text}")
  string(REPLACE "\t" "\\t" text "${text}")
  string(REPLACE "\r" "\\r" text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

# One argument: "\;" in an element does not survive ${ARGN}.
function(_linuxbake_json_list out texts)
  set(list "")
  set(comma "")
  foreach(text IN LISTS texts)
    _linuxbake_json_text(text "${text}")
    string(APPEND list "${comma}${text}")
    set(comma ", ")
  endforeach()
  set(${out} "[${list}]" PARENT_SCOPE)
endfunction()

function(_linuxbake_json_bool out value)
  set(${out} false PARENT_SCOPE)
  if(value)
    set(${out} true PARENT_SCOPE)
  endif()
endfunction()
