# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
FetchSource
-----------

Brings one source to a build tree, through the cache that all builds share::

  cmake -DSPEC=<file> -DSETTINGS=<file> -DDESTINATION=<path> -DRECORD=<file> -P FetchSource.cmake

detail/Fetch.cmake writes both files and documents the results.  Places are
tried in this order:

1. the user's own tree;
2. the cache, which includes an archive that somebody put into ``downloads/``;
3. the mirrors of LINUXBAKE_MIRRORS, the URLs in turn (FetchDownload.cmake);
4. the packages of a Debian-family host (FetchDebian.cmake).

Whatever is downloaded becomes visible by a rename, after its hash was checked.
Processes that want the same source wait for each other; the lock goes with the
process that holds it, also where it is killed.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/FetchDownload.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FetchDebian.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/FetchTree.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../detail/Environment.cmake")
include("${SPEC}")
include("${SETTINGS}")
_linuxbake_forget_environment()

set(downloads "${CACHE_DIR}/downloads")
set(title "${NAME} ${VERSION}")

# say(<text>): a line that the user sees at once.
function(say text)
  message(STATUS "${title}: ${text}")
endfunction()

# tried(<text>): remembers for the error message why a place did not do.
function(tried text)
  message(STATUS "${title}: ${text}")
  string(REPLACE "\n" "\n    " text "${text}")
  set_property(GLOBAL APPEND_STRING PROPERTY FETCH_TRIED "\n    - ${text}")
endfunction()

# give_up(<line>...): stops. Not list(JOIN): a line may hold a semicolon.
function(give_up)
  set(text "")
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE ${last})
    string(APPEND text "  ${ARGV${index}}\n")
  endforeach()
  message(FATAL_ERROR "linuxbake: ${title}:\n\n${text}")
endfunction()

# Several processes, one does the work. GUARD PROCESS: the kernel releases it with the process.
function(lock_or_wait name what)
  set(lock "${CACHE_DIR}/locks/${name}.lock")
  file(LOCK "${lock}" GUARD PROCESS TIMEOUT 0 RESULT_VARIABLE result)
  set(seconds 0)
  while(NOT result EQUAL 0)
    if(seconds EQUAL 0)
      say("waiting for another process that ${what}")
    else()
      say("still waiting for it, for ${seconds} seconds")
    endif()
    math(EXPR seconds "${seconds} + 20")
    file(LOCK "${lock}" GUARD PROCESS TIMEOUT 20 RESULT_VARIABLE result)
  endwhile()
endfunction()

# with_progress(<out> <way> <what> [<file>]): what a command of execute_process() is followed by, so that the
# user sees that it goes on. Empty where there is no shell: then nothing is printed meanwhile.
function(with_progress out way what)
  set(${out} "" PARENT_SCOPE)
  find_program(shell NAMES sh NO_CACHE)
  find_program(awk NAMES awk NO_CACHE)
  if(shell AND awk)
    set(${out} COMMAND "${shell}" "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/progress.sh" "${way}"
      "${title}" "${what}" ${ARGN} PARENT_SCOPE)
  endif()
endfunction()

function(human_size out bytes)
  if(bytes LESS 1000000)
    math(EXPR size "(${bytes} + 999) / 1000")
    set(${out} "${size} kB" PARENT_SCOPE)
  else()
    math(EXPR size "${bytes} / 1000000")
    math(EXPR tenth "${bytes} % 1000000 / 100000")
    set(${out} "${size}.${tenth} MB" PARENT_SCOPE)
  endif()
endfunction()

# make_record(<out> <KEY> <value>...): a JSON object of strings; empty values are left out.
function(make_record out)
  set(json "{}")
  set(index 1)
  while(index LESS ARGC)
    set(key "${ARGV${index}}")
    math(EXPR index "${index} + 1")
    string(REGEX REPLACE "([\\\"])" "\\\\\\1" value "${ARGV${index}}")
    math(EXPR index "${index} + 1")
    if(NOT value STREQUAL "")
      string(JSON json SET "${json}" "${key}" "\"${value}\"")
    endif()
  endwhile()
  set(${out} "${json}" PARENT_SCOPE)
endfunction()

# Replaces the file in one step, and only where the content differs.
function(write_atomically file content)
  if(EXISTS "${file}")
    file(READ "${file}" previous)
    if(previous STREQUAL content)
      return()
    endif()
  endif()
  string(RANDOM LENGTH 8 id)
  file(WRITE "${file}.${id}" "${content}")
  file(RENAME "${file}.${id}" "${file}")
endfunction()

function(link_destination tree)
  if(IS_SYMLINK "${DESTINATION}")
    file(READ_SYMLINK "${DESTINATION}" previous)
    if(previous STREQUAL tree)
      return()
    endif()
    file(REMOVE "${DESTINATION}")
  elseif(IS_DIRECTORY "${DESTINATION}")
    # ExternalProject makes an empty one.
    file(GLOB content "${DESTINATION}/*")
    if(content)
      give_up("${DESTINATION} is a directory with files in it, where a link to the source belongs."
        "Remove it.")
    endif()
    file(REMOVE_RECURSE "${DESTINATION}")
  endif()
  get_filename_component(directory "${DESTINATION}" DIRECTORY)
  file(MAKE_DIRECTORY "${directory}")
  file(CREATE_LINK "${tree}" "${DESTINATION}" SYMBOLIC)
endfunction()

# What the source may be used for: as it was declared, and the files that say it.
function(add_license record_variable tree)
  set(record "${${record_variable}}")
  if(NOT "${LICENSE}" STREQUAL "")
    string(JSON record SET "${record}" license "\"${LICENSE}\"")
  endif()
  file(GLOB files LIST_DIRECTORIES FALSE RELATIVE "${tree}" "${tree}/COPYING*" "${tree}/COPYRIGHT*"
    "${tree}/LICEN[CS]E*" "${tree}/NOTICE*" "${tree}/[Cc]opyright*" "${tree}/[Ll]icen[cs]e*")
  list(SORT files)
  set(list "[]")
  set(count 0)
  foreach(file IN LISTS files)
    string(REGEX REPLACE "([\\\"])" "\\\\\\1" file "${file}")
    string(JSON list SET "${list}" ${count} "\"${file}\"")
    math(EXPR count "${count} + 1")
  endforeach()
  string(JSON record SET "${record}" license_files "${list}")
  set(${record_variable} "${record}" PARENT_SCOPE)
endfunction()

# deliver(<tree> <record>): the results of this script.
function(deliver tree record)
  add_license(record "${tree}")
  link_destination("${tree}")
  string(REGEX REPLACE "([\\\"])" "\\\\\\1" path "${tree}")
  string(JSON record SET "${record}" path "\"${path}\"")
  write_atomically("${RECORD}" "${record}\n")
endfunction()

# What was fetched before, if its hash matches the pattern: sets archive, record and found.
function(look_into_the_cache pattern)
  set(found FALSE PARENT_SCOPE)
  if(NOT EXISTS "${record_file}")
    return()
  endif()
  file(READ "${record_file}" cached)
  foreach(key IN ITEMS version sha256 file origin)
    string(JSON ${key} ERROR_VARIABLE error GET "${cached}" "${key}")
    if(error)
      return()
    endif()
  endforeach()
  if(NOT sha256 MATCHES "${pattern}")
    return()
  endif()
  set(path "${downloads}/${sha256}-${file}")
  tree_path(tree "${version}" "${sha256}")
  if(EXISTS "${path}" OR EXISTS "${tree}.complete")
    set(found TRUE PARENT_SCOPE)
    set(archive "${path}" PARENT_SCOPE)
    string(STRIP "${cached}" cached)
    set(record "${cached}" PARENT_SCOPE)
    if(origin STREQUAL "debian-package")
      string(JSON package GET "${cached}" package)
      string(JSON package_version GET "${cached}" package_version)
      say("from the cache: Debian's package ${package} ${package_version}")
    else()
      say("from the cache")
    endif()
  endif()
endfunction()

# An archive that a person put into downloads/, under its plain name or ours. One that we put there
# has its record.
function(look_for_a_placed_archive)
  foreach(path IN ITEMS "${archive}" "${downloads}/${ARCHIVE_NAME}")
    if(NOT EXISTS "${path}")
      continue()
    endif()
    file(SHA256 "${path}" actual)
    if(actual STREQUAL SHA256)
      make_record(record name "${NAME}" version "${VERSION}" requested_version "${VERSION}"
        sha256 "${SHA256}" origin archive file "${ARCHIVE_NAME}")
      publish("${path}")
      set(record "${record}" PARENT_SCOPE)
      set(found TRUE PARENT_SCOPE)
      return()
    endif()
    tried_wrong_hash("${path}" "${actual}" "${path}")
  endforeach()
endfunction()

function(tried_wrong_hash origin actual file)
  file(SIZE "${file}" size)
  tried("wrong hash, not used: ${origin}
    file     ${ARCHIVE_NAME}, ${size} bytes
    expected ${SHA256}
    actual   ${actual}")
endfunction()

# publish(<file>): the verified file becomes the archive. Its record goes first, so that it is never
# there without one.
function(publish file)
  write_atomically("${record_file}" "${record}\n")
  if(NOT file STREQUAL archive)
    file(RENAME "${file}" "${archive}")
  endif()
endfunction()

# Sets archive and record, or does not return.
function(acquire)
  set(archive "${downloads}/${SHA256}-${ARCHIVE_NAME}")
  set(found FALSE)
  look_into_the_cache("^${SHA256}$")
  if(NOT found)
    look_for_a_placed_archive()
  endif()
  if(NOT found AND DEBIAN_FALLBACK)
    look_into_the_cache("")
  endif()
  if(NOT found)
    try_addresses()
  endif()
  if(NOT found)
    try_debian()
  endif()
  if(NOT found)
    fail_to_acquire()
  endif()
  set(archive "${archive}" PARENT_SCOPE)
  set(record "${record}" PARENT_SCOPE)
endfunction()

function(fail_to_acquire)
  get_property(tried GLOBAL PROPERTY FETCH_TRIED)
  set(reason "No place had it:")
  if(OFFLINE)
    set(reason "It is not in the cache, and LINUXBAKE_OFFLINE forbids the network:")
  endif()
  forget_silent_hosts()
  string(TOUPPER "${NAME}" variable)
  string(REGEX REPLACE "[^A-Z0-9_]" "_" variable "${variable}")
  give_up("${reason}${tried}"
    ""
    "Ways out:"
    "  put the archive into the cache, as"
    "    ${downloads}/${ARCHIVE_NAME}"
    "    with the SHA-256 ${SHA256};"
    "  set LINUXBAKE_MIRRORS to a directory or an address that has ${ARCHIVE_NAME};"
    "  set LINUXBAKE_SOURCE_DIR_${variable} to an extracted tree.")
endfunction()

# It has to be writable where all is there already, too: whoever uses it holds a lock meanwhile.
function(prepare_cache)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E make_directory "${downloads}" "${CACHE_DIR}/locks"
    "${CACHE_DIR}/sources" ERROR_QUIET)
  execute_process(COMMAND test -w "${CACHE_DIR}/locks" RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    give_up("the cache ${CACHE_DIR} cannot be written."
      "Set the environment variable LINUXBAKE_CACHE_DIR to a directory that can.")
  endif()
endfunction()

function(fetch_pinned)
  string(SUBSTRING "${SHA256}" 0 16 id)
  set(key "${NAME}-${VERSION}-${id}")
  set(record_file "${downloads}/${key}.json")
  prepare_cache()
  lock_or_wait("${key}" "fetches it")
  acquire()
  string(JSON version GET "${record}" version)
  string(JSON sha256 GET "${record}" sha256)
  tree_path(tree "${version}" "${sha256}")
  set(title "${NAME} ${version}") # not the one that was asked for, where another stands in for it
  provide_tree("${tree}" "${archive}" "${sha256}")
  deliver("${tree}" "${record}")
endfunction()

if(NOT SOURCE_DIR STREQUAL "")
  say("taking your tree ${SOURCE_DIR}")
  make_record(record name "${NAME}" version local requested_version local origin directory)
  deliver("${SOURCE_DIR}" "${record}")
else()
  fetch_pinned()
endif()
