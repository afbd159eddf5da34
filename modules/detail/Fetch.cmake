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
    A file that says what to fetch.  It changes exactly where the source does,
    so it belongs in DEPENDS of the download step.

``_linuxbake_fetch_command(<out-variable> SPEC <file> DESTINATION <path> RECORD <file>)``
  A command line (a list, for ``DOWNLOAD_COMMAND`` or ``COMMAND``, VERBATIM) that

  * gets the source from where it can (``scripts/FetchSource.cmake`` says how),
  * makes ``DESTINATION`` a symbolic link to the tree in the cache.  Its files
    are read-only and shared by all builds: build out of tree, patch a copy,
  * writes ``RECORD``, a JSON object with ``name``, ``version``,
    ``requested_version``, ``sha256``, ``origin`` (``upstream``, ``mirror``,
    ``archive``, ``directory``, ``debian-source``, ``debian-package``), ``url``,
    ``file``, for Debian's ``package`` and ``package_version``, and ``path``, the
    real path of the tree.  Only where its content changes.

  The program shows progress on standard output; USES_TERMINAL_DOWNLOAD makes
  Ninja show it at once.

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

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")
