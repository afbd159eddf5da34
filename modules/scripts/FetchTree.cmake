# SPDX-License-Identifier: MIT
#
# Archives to source trees in the cache, for FetchSource.cmake.
#
# A tree is extracted beside its place and renamed. <tree>.complete is written after that: a digest
# of the names, sizes and times of all its files. A tree without it, or with another digest, was
# interrupted, or somebody changed it: it is extracted again.
#
# Only its owner can write there, and builds are kept from it (linuxbake-jobs --writable). Files that
# the archive has as writable stay so: the copy of a read-only file is one, and makefiles that copy a
# file and append to it (musl's does) work for root only then.

function(tree_path out version sha256)
  string(SUBSTRING "${sha256}" 0 16 id)
  set(${out} "${CACHE_DIR}/sources/${NAME}-${version}-${id}" PARENT_SCOPE)
endfunction()

# Of 90,000 files in a second; a loop in CMake takes half a minute.
function(tree_digest out tree)
  set(${out} "none" PARENT_SCOPE)
  if(NOT IS_DIRECTORY "${tree}")
    return()
  endif()
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C
      find . ! -type d -exec stat -c "%n %s %Y" "{}" +
    COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C sort
    COMMAND "${CMAKE_COMMAND}" -E sha256sum /dev/stdin
    WORKING_DIRECTORY "${tree}" OUTPUT_VARIABLE digest ERROR_QUIET RESULTS_VARIABLE results)
  if(results MATCHES "^0;0;0$" AND digest MATCHES "^([0-9a-f]+)")
    set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  endif()
endfunction()

function(provide_tree tree archive sha256)
  get_filename_component(name "${tree}" NAME)
  lock_or_wait("tree-${name}" "extracts it")
  if(EXISTS "${tree}.complete")
    file(READ "${tree}.complete" expected)
    tree_digest(actual "${tree}")
    if(actual STREQUAL expected)
      return()
    endif()
    say("${tree} was changed or damaged: extracting it again")
  elseif(EXISTS "${tree}")
    say("${tree} is incomplete: extracting it again")
  endif()
  file(REMOVE "${tree}.complete")
  remove_tree("${tree}")
  check_archive("${archive}" "${sha256}")
  extract("${archive}" "${tree}")
  tree_digest(digest "${tree}")
  write_atomically("${tree}.complete" "${digest}")
endfunction()

# Also what an interrupted extraction left.
function(remove_tree tree)
  file(GLOB parts "${tree}.part-*")
  file(REMOVE_RECURSE "${tree}" ${parts})
endfunction()

# The archive was checked when it came; disks have their moods.
function(check_archive archive sha256)
  if(NOT EXISTS "${archive}")
    give_up("The archive ${archive} is gone, and its tree in the cache too."
      "Run the build again: it will be fetched.")
  endif()
  file(SHA256 "${archive}" actual)
  if(NOT actual STREQUAL sha256)
    file(REMOVE "${archive}")
    give_up("The archive in the cache is damaged, and was removed:"
      "  file     ${archive}" "  expected ${sha256}" "  actual   ${actual}"
      "Run the build again: it will be fetched anew.")
  endif()
endfunction()

function(extract archive tree)
  string(RANDOM LENGTH 8 id)
  set(part "${tree}.part-${id}")
  file(MAKE_DIRECTORY "${part}")
  file(SIZE "${archive}" size)
  human_size(size "${size}")
  get_filename_component(name "${archive}" NAME)
  string(REGEX REPLACE "^[0-9a-f]+-" "" name "${name}")
  say("extracting ${name} (${size})")
  run_extraction("${archive}" "${part}" failure)
  if(NOT failure STREQUAL "")
    file(REMOVE_RECURSE "${part}")
    extraction_failed("${archive}" "${tree}" "${failure}")
  endif()
  # Archives hold one directory; the few that do not are a tree as they are.
  file(GLOB top RELATIVE "${part}" "${part}/*" "${part}/.[!.]*")
  list(LENGTH top count)
  set(root "${part}")
  if(count EQUAL 1 AND IS_DIRECTORY "${part}/${top}")
    set(root "${part}/${top}")
  endif()
  with_progress(progress none "extracting")
  execute_process(COMMAND find "${root}" -type f -exec chmod go-w "{}" + ${progress} ERROR_QUIET)
  file(RENAME "${root}" "${tree}")
  file(REMOVE_RECURSE "${part}")
endfunction()

# cmake -E tar, so that no archiver has to be installed. On a full disk it writes holes, says
# "warning" and returns 0: so whatever it says is a failure. In the locale C it finds no archive whose
# path has other letters than ASCII, extracts nothing, and returns 0.
function(run_extraction archive part failure)
  set(program "${CMAKE_COMMAND}" -E env LC_ALL=C.UTF-8 "${CMAKE_COMMAND}" -E tar)
  set(tar COMMAND ${program} xf "${archive}")
  with_progress(progress files "extracting")
  if(progress)
    set(tar COMMAND ${program} xvf "${archive}" ${progress})
  endif()
  execute_process(${tar} WORKING_DIRECTORY "${part}" RESULTS_VARIABLE results ERROR_VARIABLE errors)
  list(GET results 0 result)
  if(errors STREQUAL "" AND NOT result EQUAL 0)
    set(errors "${result}")
  endif()
  execute_process(COMMAND find . ! -name . -prune WORKING_DIRECTORY "${part}"
    OUTPUT_VARIABLE content)
  if(errors STREQUAL "" AND content STREQUAL "")
    set(errors "there is nothing in it")
  endif()
  set(${failure} "${errors}" PARENT_SCOPE)
endfunction()

# no_space(<out> <text>): whether the words of a program mean a full disk.
function(no_space out text)
  set(${out} FALSE PARENT_SCOPE)
  if(text MATCHES "No space left|File too large|SIGXFSZ|quota exceeded|size failed|unknown warning")
    set(${out} TRUE PARENT_SCOPE)
  endif()
endfunction()

function(extraction_failed archive tree errors)
  get_filename_component(directory "${tree}" DIRECTORY)
  no_space(full "${errors}")
  if(full)
    fail_without_space("${directory}" "while extracting ${archive}")
  endif()
  string(STRIP "${errors}" errors)
  string(REPLACE "\n" "\n    " errors "${errors}")
  give_up("${archive} could not be extracted:" "" "  ${errors}")
endfunction()
