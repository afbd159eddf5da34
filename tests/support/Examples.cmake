# SPDX-License-Identifier: MIT
#
# The examples of the documentation, as they stand there.
#
# header_example(<out> <module>)
#   The project in the section Example of a module's header; empty if there is none.
# readme_block(<out> <text-variable> <first line>)
#   The next fenced block of this kind in the text, which is cut off behind it.
# readme_section(<out> <README.md> <heading>)
#   The text below a heading, to the end of the file.
# readme_commands(<out> <README.md>)
#   The command line that README.md gives for its first example, as a list of commands, each with
#   its words as they stand.

function(header_example out module)
  file(READ "${module}" header)
  set(mark "\nExample\n^^^^^^^\n\n.. code-block:: cmake\n")
  string(FIND "${header}" "#]====" end)
  string(SUBSTRING "${header}" 0 ${end} header)
  string(FIND "${header}" "${mark}" start)
  set(example "")
  if(NOT start EQUAL -1)
    string(LENGTH "${mark}" length)
    math(EXPR start "${start} + ${length}")
    string(SUBSTRING "${header}" ${start} -1 example)
    string(REGEX MATCH "^(\n|  [^\n]*\n)+" example "${example}")
    string(REPLACE "\n  " "\n" example "${example}")
  endif()
  set(${out} "${example}" PARENT_SCOPE)
endfunction()

# A list of the blocks would be split at semicolons and brackets.
function(readme_block out text_variable fence)
  set(text "${${text_variable}}")
  string(FIND "${text}" "\n${fence}\n" start)
  if(start EQUAL -1)
    message(FATAL_ERROR "README.md has no block ${fence} there.")
  endif()
  string(LENGTH "\n${fence}\n" length)
  math(EXPR start "${start} + ${length}")
  string(SUBSTRING "${text}" ${start} -1 rest)
  string(FIND "${rest}" "\n```\n" end)
  string(SUBSTRING "${rest}" 0 ${end} block)
  string(SUBSTRING "${rest}" ${end} -1 rest)
  string(REGEX REPLACE "^\n```\n" "" rest "${rest}")
  set(${out} "${block}\n" PARENT_SCOPE)
  set(${text_variable} "${rest}" PARENT_SCOPE)
endfunction()

function(readme_section out readme heading)
  file(READ "${readme}" text)
  string(FIND "${text}" "\n## ${heading}\n" start)
  if(start EQUAL -1)
    message(FATAL_ERROR "README.md has no heading '${heading}'.")
  endif()
  string(SUBSTRING "${text}" ${start} -1 text)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(readme_commands out readme)
  file(READ "${readme}" text)
  if(NOT text MATCHES "Then `(cmake -B [^`]+)`")
    message(FATAL_ERROR "README.md does not say how to build and test its example.")
  endif()
  string(REGEX REPLACE "[ \n]+" " " commands "${CMAKE_MATCH_1}")
  string(REPLACE " && " ";" commands "${commands}")
  set(${out} "${commands}" PARENT_SCOPE)
endfunction()
