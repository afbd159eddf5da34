# SPDX-License-Identifier: MIT
#
# Writes text to OUTPUT that stands for all that is in DIRECTORIES (names, kinds, modes, owners,
# links and contents) and for the contents of the files that CPIO_LISTS name, which are lists for
# the kernel's gen_init_cpio. Where it is the text that is there already, the file stays as it is. No
# path stands in it. A path that is something else, or is not there, adds nothing.
#
# Relative paths in lists are meant in TREE, and "${NAME}" is a variable of the environment, as in
# usr/gen_init_cpio.c. What is in TREE or in the source is no input of its own.
#
#   cmake -DDIRECTORIES=<list> -DCPIO_LISTS=<list> -DTREE=<dir> -DOUTPUT=<file> -P WatchInputs.cmake
#
# OUTPUT.state is what the system said of these files then: as long as it says the same, nothing is
# read.
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/../detail/HostFiles.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Make.cmake")

set(files_of_list [[
function expand(path,  start, size) {
  while ((start = index(path, "${")) && (size = index(substr(path, start + 2), "}") - 1) >= 0)
    path = substr(path, 1, start - 1) ENVIRON[substr(path, start + 2, size)] \
      substr(path, start + 3 + size)
  return path
}
BEGIN { tree = ENVIRON["LINUXBAKE_WATCHED_TREE"] "/" }
$1 != "file" || NF < 3 || index($3, "${srctree}") == 1 { next }
{
  path = expand($3)
  if (substr(path, 1, 1) != "/") {
    if (path !~ /(^|\/)\.\.\//) next
    path = tree path
  } else if (index(path, tree) == 1) next
  print path
}]])
# Inode, size, and both times in parts of a second.
set(state_of_file stat -L -c "%n %d %i %s %.9Y %.9Z" --)

# Runs <word>... with the files that a list names.
function(with_files_of_list out list)
  execute_process(COMMAND awk "${files_of_list}" "${list}" COMMAND tr "\\n" "\\000"
    COMMAND xargs -0 -r ${ARGN} OUTPUT_VARIABLE text ERROR_QUIET)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# A link stands for the file behind it, too: content_of() reads that.
function(state_of_directory out directory)
  execute_process(COMMAND find . -printf "%P %y %m %U %G %l %s %i %T@ %C@\\n"
    WORKING_DIRECTORY "${directory}" OUTPUT_VARIABLE own RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "The directory '${directory}' cannot be searched for changes.")
  endif()
  execute_process(COMMAND find . -type l -xtype f -print0 COMMAND xargs -0 -r ${state_of_file}
    WORKING_DIRECTORY "${directory}" OUTPUT_VARIABLE linked ERROR_QUIET)
  string(SHA256 hash "${own}${linked}")
  set(${out} "${hash}" PARENT_SCOPE)
endfunction()

function(state_of_everything out)
  set(text "")
  foreach(directory IN LISTS directories)
    state_of_directory(state "${directory}")
    string(APPEND text "${directory} ${state}\n")
  endforeach()
  foreach(list IN LISTS lists)
    with_files_of_list(state "${list}" ${state_of_file})
    string(SHA256 state "${state}")
    string(APPEND text "${list} ${state}\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(content_of_everything out)
  _linuxbake_content_of(text ${directories})
  foreach(list IN LISTS lists)
    with_files_of_list(sums "${list}" sha256sum)
    string(REGEX REPLACE "\\\\?([0-9a-f]+) [^\n]*\n" "\\1\n" sums "${sums}")
    string(APPEND text "${sums}\n")
  endforeach()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

_linuxbake_clean_environment() # as the build will read the lists
set(ENV{LINUXBAKE_WATCHED_TREE} "${TREE}")
set(ENV{objtree} .)
set(directories "")
set(lists "")
foreach(path IN LISTS DIRECTORIES)
  if(IS_DIRECTORY "${path}")
    list(APPEND directories "${path}")
  endif()
endforeach()
foreach(path IN LISTS CPIO_LISTS)
  if(EXISTS "${path}" AND NOT IS_DIRECTORY "${path}")
    list(APPEND lists "${path}")
  endif()
endforeach()

state_of_everything(state)
set(previous "")
if(EXISTS "${OUTPUT}" AND EXISTS "${OUTPUT}.state")
  file(READ "${OUTPUT}.state" previous)
endif()
if(NOT state STREQUAL previous OR NOT EXISTS "${OUTPUT}")
  content_of_everything(content)
  set(written "")
  if(EXISTS "${OUTPUT}")
    file(READ "${OUTPUT}" written)
  endif()
  if(NOT EXISTS "${OUTPUT}" OR NOT content STREQUAL written)
    file(WRITE "${OUTPUT}" "${content}")
  endif()
  file(WRITE "${OUTPUT}.state" "${state}")
endif()
