# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Fetch
-----

How a function that compiles a source gets it: two calls at configure time, and
a command for the download step of its ExternalProject.

``_linuxbake_get_source(<where> <name> <version> <prefix> [SOURCE_DIR <directory>])``
  Looks a source up: the pin of that version (an empty ``<version>`` is the
  default, which is the first declared), or a tree of the user's own
  (``SOURCE_DIR``, may be empty; else ``LINUXBAKE_SOURCE_DIR_<NAME>``).  An error for what
  is not declared.  Sets in the caller:

  ``<prefix>_NAME``, ``<prefix>_VERSION``
    The version is ``local`` for a user's own tree.
  ``<prefix>_SHA256``
    Of the pinned archive; empty for a user's own tree.
  ``<prefix>_SOURCE_DIR``
    The user's own tree; empty for a pinned source.
  ``<prefix>_SPEC``
    The recipe of the source: a JSON file that says what to fetch (helpers/fetch/recipe.h has its
    members).  It changes exactly where the source does, so it belongs in DEPENDS of the download
    step.

``_linuxbake_fetch_command(<out-variable> SPEC <file> DESTINATION <path> RECORD <file>
                          [PART_FOR <target>])``
  A command line (a list with a generator expression, for ``DOWNLOAD_COMMAND`` or ``COMMAND``,
  VERBATIM) that

  * gets the source from where it can (``linuxbake-fetch source``, helpers/fetch/fetch.h says how),
  * makes ``DESTINATION`` a symbolic link to the tree in the cache.  Its files
    are shared by all builds, so nobody writes there: build out of tree, patch a copy,
  * writes ``RECORD``, a JSON object with ``name``, ``version``,
    ``requested_version``, ``sha256``, ``origin`` (``upstream``, ``mirror``,
    ``archive``, ``directory``, ``debian-source``, ``debian-package``), ``url``,
    ``file``, for Debian's ``package`` and ``package_version``, and ``path``, the
    real path of the tree.  Only where its content changes.

  The program shows progress on standard output; USES_TERMINAL_DOWNLOAD makes
  Ninja show it at once.

  With PART_FOR, where servers have finished builds (``LINUXBAKE_RESULTS_REMOTE``), the tree may be
  only the part of Linux that a configuration is made of (helpers/bake/source/kconfig_part.h).

Typical use::

  _linuxbake_get_source("${where}" linux "${arg_VERSION}" source SOURCE_DIR "${arg_SOURCE_DIR}")
  _linuxbake_fetch_command(fetch SPEC "${source_SPEC}"
    DESTINATION "${directory}/source" RECORD "${directory}/source.json")
  ExternalProject_Add(vm-kernel SOURCE_DIR "${directory}/source"
    DOWNLOAD_COMMAND ${fetch} USES_TERMINAL_DOWNLOAD TRUE ...)
  ExternalProject_Add_Step(vm-kernel spec DEPENDERS download DEPENDS "${source_SPEC}")

The settings (cache, mirrors, offline, time-outs) are no part of SPEC, nor of
the command: changing them does not fetch or build anything again.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Json.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RemoteResults.cmake")

function(_linuxbake_own_tree out where name directory)
  string(TOUPPER "LINUXBAKE_SOURCE_DIR_${name}" variable)
  string(REGEX REPLACE "[^A-Z0-9_]" "_" variable "${variable}")
  set(origin "SOURCE_DIR")
  if(directory STREQUAL "")
    _linuxbake_setting(directory "${variable}" "")
    set(origin "${variable}")
  endif()
  if(directory STREQUAL "")
    set(${out} "" PARENT_SCOPE)
    return()
  endif()
  get_filename_component(absolute "${directory}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT IS_DIRECTORY "${absolute}")
    _linuxbake_error("${where}" "${origin} '${directory}' is not a directory."
      "Looked for: ${absolute}"
      "It has to be the extracted source of ${name}. An archive is given with"
      "linuxbake_declare_source(${name} ... URL <file> URL_HASH SHA256=<hash>).")
  endif()
  set(${out} "${absolute}" PARENT_SCOPE)
endfunction()

# Written only where the content differs, so that nothing is fetched again after a reconfigure.
function(_linuxbake_write_source_recipe file)
  set(fields NAME VERSION SOURCE_DIR SHA256 ARCHIVE_NAME DEBIAN_SOURCE DEBIAN_PACKAGE DEBIAN_PATH
    LICENSE)
  _linuxbake_parse(recipe 1 "" "${fields}" "URLS")
  foreach(field IN LISTS fields)
    _linuxbake_json_text(json_${field} "${recipe_${field}}")
  endforeach()
  _linuxbake_json_list(json_URLS "${recipe_URLS}")
  file(CONFIGURE OUTPUT "${file}" @ONLY CONTENT [[{
  "name": @json_NAME@,
  "version": @json_VERSION@,
  "source_dir": @json_SOURCE_DIR@,
  "sha256": @json_SHA256@,
  "archive_name": @json_ARCHIVE_NAME@,
  "urls": @json_URLS@,
  "debian_source": @json_DEBIAN_SOURCE@,
  "debian_package": @json_DEBIAN_PACKAGE@,
  "debian_path": @json_DEBIAN_PATH@,
  "license": @json_LICENSE@
}
]])
endfunction()

function(_linuxbake_get_source where name version prefix)
  _linuxbake_parse(arg 4 "" "SOURCE_DIR" "")
  set(spec_NAME "${name}")
  _linuxbake_own_tree(spec_SOURCE_DIR "${where}" "${name}" "${arg_SOURCE_DIR}")
  set(fields VERSION URLS SHA256 ARCHIVE_NAME DEBIAN_SOURCE DEBIAN_PACKAGE DEBIAN_PATH
    LICENSE)
  foreach(field IN LISTS fields)
    set(spec_${field} "")
  endforeach()
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/linuxbake-sources")
  if(spec_SOURCE_DIR STREQUAL "")
    _linuxbake_find_declaration("${where}" "${name}" "${version}" spec_VERSION)
    foreach(field IN LISTS fields)
      _linuxbake_read_property(spec_${field} GLOBAL PROPERTY
        "_LINUXBAKE_SOURCE_${name}_${spec_VERSION}_${field}")
    endforeach()
    set(spec "${directory}/${name}-${spec_VERSION}.json")
  else()
    set(spec_VERSION local)
    string(SHA256 id "${spec_SOURCE_DIR}")
    string(SUBSTRING "${id}" 0 8 id)
    set(spec "${directory}/${name}-local-${id}.json")
  endif()
  _linuxbake_write_source_recipe("${spec}" URLS ${spec_URLS} NAME "${name}"
    VERSION "${spec_VERSION}" SOURCE_DIR "${spec_SOURCE_DIR}" SHA256 "${spec_SHA256}"
    ARCHIVE_NAME "${spec_ARCHIVE_NAME}" DEBIAN_SOURCE "${spec_DEBIAN_SOURCE}"
    DEBIAN_PACKAGE "${spec_DEBIAN_PACKAGE}" DEBIAN_PATH "${spec_DEBIAN_PATH}"
    LICENSE "${spec_LICENSE}")
  foreach(field IN ITEMS NAME VERSION SHA256 SOURCE_DIR LICENSE)
    set(${prefix}_${field} "${spec_${field}}" PARENT_SCOPE)
  endforeach()
  set(${prefix}_SPEC "${spec}" PARENT_SCOPE)
endfunction()

function(_linuxbake_seconds_setting out name default)
  _linuxbake_setting(seconds "${name}" "${default}")
  if(NOT seconds MATCHES "^(0|[1-9][0-9]?[0-9]?[0-9]?[0-9]?)$")
    _linuxbake_wrong_setting("${name}" "${seconds}" "is no number of seconds (0 to 99999).")
  endif()
  set(${out} "${seconds}" PARENT_SCOPE)
endfunction()

function(_linuxbake_mirrors_setting out)
  _linuxbake_setting(mirrors LINUXBAKE_MIRRORS "")
  foreach(mirror IN LISTS mirrors)
    if(NOT mirror MATCHES "^(by-hash:)?(/|[A-Za-z][A-Za-z0-9+.-]*://)")
      _linuxbake_wrong_setting(LINUXBAKE_MIRRORS "${mirror}"
        "is neither an address nor the whole path of a directory."
        "A directory is /srv/archives, which has archives by their names, or by-hash:/srv/archives,"
        "which has them by their SHA-256.")
    endif()
  endforeach()
  set(${out} "${mirrors}" PARENT_SCOPE)
endfunction()

# What the user set, in a file beside the recipes.
function(_linuxbake_write_fetch_settings file)
  _linuxbake_cache_directory(cache)
  _linuxbake_mirrors_setting(mirrors)
  _linuxbake_setting(offline LINUXBAKE_OFFLINE OFF)
  _linuxbake_setting(fallback LINUXBAKE_DEBIAN_FALLBACK ON)
  _linuxbake_seconds_setting(connect_timeout LINUXBAKE_CONNECT_TIMEOUT 10)
  _linuxbake_seconds_setting(stall_timeout LINUXBAKE_STALL_TIMEOUT 30)
  _linuxbake_json_text(cache "${cache}")
  _linuxbake_json_list(mirrors "${mirrors}")
  _linuxbake_json_bool(offline "${offline}")
  _linuxbake_json_bool(fallback "${fallback}")
  _linuxbake_json_text(cmake "${CMAKE_COMMAND}")
  file(CONFIGURE OUTPUT "${file}" @ONLY CONTENT [[{
  "cache": @cache@,
  "mirrors": @mirrors@,
  "offline": @offline@,
  "debian_fallback": @fallback@,
  "connect_timeout": @connect_timeout@,
  "stall_timeout": @stall_timeout@,
  "cmake": @cmake@
}
]])
endfunction()

function(_linuxbake_fetch_command out)
  _linuxbake_parse(arg 1 "" "SPEC;DESTINATION;RECORD;PART_FOR" "")
  get_filename_component(directory "${arg_SPEC}" DIRECTORY)
  _linuxbake_write_fetch_settings("${directory}/settings.json")
  # The cache was emptied since the last build: the download step has to run again.
  if(IS_SYMLINK "${arg_DESTINATION}" AND NOT EXISTS "${arg_DESTINATION}")
    file(TOUCH "${arg_SPEC}")
  endif()
  set(options --recipe "${arg_SPEC}" --settings "${directory}/settings.json"
    --destination "${arg_DESTINATION}" --record "${arg_RECORD}")
  set(${out} "$<TARGET_FILE:LinuxBake::fetch>" source ${options} PARENT_SCOPE)
  _linuxbake_remote_settings(remote)
  if(NOT "${arg_PART_FOR}" STREQUAL "" AND NOT remote_ADDRESSES STREQUAL "")
    _linuxbake_remotes_file(remotes)
    _linuxbake_cache_directory(cache)
    set(${out} "$<TARGET_FILE:LinuxBake::bake>" source --title "${arg_PART_FOR}"
      --fetch "$<TARGET_FILE:LinuxBake::fetch>" ${options} --cache "${cache}"
      --remotes "${remotes}" --cmake "${CMAKE_COMMAND}" PARENT_SCOPE)
  endif()
endfunction()
