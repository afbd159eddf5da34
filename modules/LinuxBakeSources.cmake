# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeSources
----------------

.. versionadded:: 0.1

.. versionchanged:: 0.2
  ``LICENSE``; ``by-hash:`` in ``LINUXBAKE_MIRRORS``.

Where sources come from. A source is a name, a version, one or more addresses
and the SHA-256 of the archive: without a hash nothing is downloaded.

::

  linuxbake_declare_source(<name> VERSION <version>
    URL_HASH SHA256=<hash>
    [URL <url-or-file>...]
    [ARCHIVE_NAME <file-name>]
    [DEBIAN_SOURCE <source-package>]
    [DEBIAN_PACKAGE <package> DEBIAN_PATH <path-in-package>]
    [LICENSE <expression>])

``VERSION``
  Several versions of a name can be declared.  The first declared is the
  default of the functions that take this source.
``URL_HASH``
  ``SHA256=`` and 64 hexadecimal digits.
``URL``
  Tried in turn.  A file's path or ``file://`` address is an archive of your own.
``ARCHIVE_NAME``
  The archive's file name, and its name on mirrors; the default is the last
  part of the first URL.
``DEBIAN_SOURCE``
  If no address answers, a Debian host looks for an archive with the same SHA-256 in the source
  packages of this name, in its own release and in newer ones.
``DEBIAN_PACKAGE``, ``DEBIAN_PATH``
  The last resort: a binary package that contains the source as an archive.
  That is another point release with the distribution's patches, trusted by
  apt's signature instead of the hash.  The build says so, and records it.
``LICENSE``
  The licence as an SPDX expression: ``GPL-2.0-only``, ``MIT AND BSD-2-Clause``.  It stands in the
  RECORD of what is built from the source, and so in the manifest of an image
  (``linuxbake_add_manifest()``), beside the names of the licence's files in the source (``COPYING``,
  ``LICENSE`` …).

The first declaration of a name and version wins, as with FetchContent.  The sources that the
functions of LinuxBake use (``linux``, ``busybox``, ``musl`` …) are declared when the first source
is looked up.  So a declaration of yours before that comes first and is the default.  VERSION of the
functions takes another one.

What a user can set
^^^^^^^^^^^^^^^^^^^

Each as a CMake variable or in the environment.

``LINUXBAKE_SOURCE_DIR_<NAME>``
  An extracted source tree to take instead, for example
  ``LINUXBAKE_SOURCE_DIR_LINUX``.  It is used as it is and where it is.
``LINUXBAKE_CACHE_DIR``
  Where archives, trees and results are kept for all builds; the default is
  ``$XDG_CACHE_HOME/linuxbake``, else ``~/.cache/linuxbake``.
``LINUXBAKE_CACHE_MAX_AGE``, ``LINUXBAKE_CACHE_MAX_SIZE``
  In the environment: once a day a build removes from it what was not used for so long (``12h``,
  ``90d``, ``8w``; default ``90d``), and the least recently used of what is more than that (``500M``, ``20G``,
  ``1T``; default ``20G``), but no archive, and no source without its archive, which would need the
  network again.  ``linuxbake-bake cache gc`` does it at once, with archives, but for those that somebody
  put there; ``cache stats`` says what is there.
``LINUXBAKE_RESULTS_REMOTE``, ``LINUXBAKE_RESULTS_KEYS``, ``LINUXBAKE_RESULTS_SIGNER``
  Servers that have finished builds of other machines, the file of those whose signatures count,
  and the SSH key that signs what is sent to them: modules/docs/shared-builds.rst.
``LINUXBAKE_RESULTS_TOKEN``
  In the environment: the bearer token for those servers.
``LINUXBAKE_MIRRORS``
  Directories or addresses, with semicolons between, that are tried before the URLs; the name of the
  archive is appended.  ``by-hash:/srv/archives`` is a directory in which archives lie by their
  content: the file is ``/srv/archives/<SHA-256>``, 64 lower-case digits.  ``by-hash:https://host/path``
  is a server that has them so, as one that has finished builds (``linuxbake-bake cache push --archives``).
``LINUXBAKE_OFFLINE``
  ``ON`` forbids every network access.  The error names what is missing, and the place to put it.
``LINUXBAKE_DEBIAN_FALLBACK``
  ``OFF`` never asks the host's packages.
``LINUXBAKE_CONNECT_TIMEOUT``, ``LINUXBAKE_STALL_TIMEOUT``
  Seconds that a server may take to answer (10), and may send nothing (30),
  before the next one is asked.
``CMAKE_TLS_VERIFY``
  In the environment: ``1`` wants every server to prove by a certificate who it is, ``0`` none.  By
  default those do whose address has a password in it; what others send, the hash judges.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_declare_source(linux VERSION 6.18.45
    URL https://cdn.kernel.org/pub/linux/kernel/v6.x/linux-6.18.45.tar.xz
    URL_HASH SHA256=30fa4a56579ca614ac125a12614f7f6466f87ab1278aef7b951dd74156deab33)
  linuxbake_add_kernel(vm-kernel CONFIG_FRAGMENTS kernel.config) # of this version
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Fetch.cmake")

function(linuxbake_declare_source name)
  _linuxbake_parse_arguments(name ""
    "VERSION;URL_HASH;ARCHIVE_NAME;DEBIAN_SOURCE;DEBIAN_PACKAGE;DEBIAN_PATH;LICENSE" "URL")
  set(where "${CMAKE_CURRENT_FUNCTION}(${name})")
  _linuxbake_check_arguments("${where}" REQUIRED VERSION URL_HASH)
  _linuxbake_check_source_declaration("${where}" "${name}" VERSION "${arg_VERSION}"
    URL "${arg_URL}" URL_HASH "${arg_URL_HASH}" ARCHIVE_NAME "${arg_ARCHIVE_NAME}"
    DEBIAN_SOURCE "${arg_DEBIAN_SOURCE}" DEBIAN_PACKAGE "${arg_DEBIAN_PACKAGE}"
    DEBIAN_PATH "${arg_DEBIAN_PATH}" LICENSE "${arg_LICENSE}")
  string(REGEX REPLACE "^SHA256=" "" arg_SHA256 "${arg_URL_HASH}")
  string(TOLOWER "${arg_SHA256}" arg_SHA256)
  _linuxbake_source_urls(arg_URLS "${where}" ${arg_URL})
  if("${arg_ARCHIVE_NAME}" STREQUAL "")
    list(GET arg_URLS 0 arg_ARCHIVE_NAME)
    string(REGEX REPLACE "[?#].*" "" arg_ARCHIVE_NAME "${arg_ARCHIVE_NAME}")
    get_filename_component(arg_ARCHIVE_NAME "${arg_ARCHIVE_NAME}" NAME)
  endif()
  _linuxbake_read_property(versions GLOBAL PROPERTY "_LINUXBAKE_SOURCE_${name}_VERSIONS")
  if(arg_VERSION IN_LIST versions)
    message(VERBOSE "${where}: ${arg_VERSION} was declared before, which is kept.")
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY "_LINUXBAKE_SOURCE_${name}_VERSIONS" "${arg_VERSION}")
  foreach(field IN ITEMS
      VERSION URLS SHA256 ARCHIVE_NAME DEBIAN_SOURCE DEBIAN_PACKAGE DEBIAN_PATH LICENSE)
    set_property(GLOBAL PROPERTY "_LINUXBAKE_SOURCE_${name}_${arg_VERSION}_${field}"
      "${arg_${field}}")
  endforeach()
endfunction()

# The keywords of linuxbake_declare_source(), each with one value, which may be empty.
function(_linuxbake_check_source_declaration where name)
  _linuxbake_parse(source 2 ""
    "VERSION;URL;URL_HASH;ARCHIVE_NAME;DEBIAN_SOURCE;DEBIAN_PACKAGE;DEBIAN_PATH;LICENSE" "")
  foreach(word IN ITEMS "${name}" "${source_VERSION}")
    if(NOT word MATCHES "^[A-Za-z0-9][A-Za-z0-9_.+~-]*$")
      _linuxbake_error("${where}" "'${word}' is no name or version of a source."
        "Letters, digits and the characters _ . + ~ - may stand in it.")
    endif()
  endforeach()
  if(NOT source_URL_HASH MATCHES "^SHA256=[0-9A-Fa-f]+$")
    _linuxbake_error("${where}"
      "URL_HASH '${source_URL_HASH}' is not SHA256=<64 hexadecimal digits>."
      "Upstream publishes it beside the archive, and 'sha256sum <archive>' prints it.")
  endif()
  string(LENGTH "${source_URL_HASH}" length)
  if(NOT length EQUAL 71)
    math(EXPR digits "${length} - 7")
    _linuxbake_error("${where}" "The SHA-256 in URL_HASH has ${digits} digits instead of 64.")
  endif()
  if("${source_URL}${source_DEBIAN_SOURCE}${source_DEBIAN_PACKAGE}" STREQUAL "")
    _linuxbake_error("${where}" "Neither URL nor DEBIAN_SOURCE nor DEBIAN_PACKAGE is given:"
      "there is no place to get ${name} from.")
  endif()
  if("${source_URL}" STREQUAL "" AND "${source_ARCHIVE_NAME}" STREQUAL "")
    _linuxbake_error("${where}" "Without URL, ARCHIVE_NAME has to say what the archive is called.")
  endif()
  if((NOT "${source_DEBIAN_PACKAGE}" STREQUAL "" AND "${source_DEBIAN_PATH}" STREQUAL "")
      OR (NOT "${source_DEBIAN_PATH}" STREQUAL "" AND "${source_DEBIAN_PACKAGE}" STREQUAL ""))
    _linuxbake_error("${where}" "DEBIAN_PACKAGE and DEBIAN_PATH go together.")
  endif()
  # SPDX specification, annex "License expressions".
  if(NOT "${source_LICENSE}" MATCHES "^[A-Za-z0-9.+() -]*$")
    _linuxbake_error("${where}" "LICENSE '${source_LICENSE}' is no SPDX expression."
      "Names are those of the SPDX list, or begin with LicenseRef-; AND, OR and WITH join them.")
  endif()
endfunction()

# Files become file:// addresses.
function(_linuxbake_source_urls out where)
  set(urls "")
  foreach(url IN LISTS ARGN)
    if(NOT url MATCHES "^[a-z]+://")
      _linuxbake_require_file("${where}" URL "${url}" url)
      set(url "file://${url}")
    endif()
    list(APPEND urls "${url}")
  endforeach()
  set(${out} "${urls}" PARENT_SCOPE)
endfunction()

function(_linuxbake_find_declaration where name version out)
  # Only now, so that what a project declares itself comes first.
  include("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/detail/SourceCatalogue.cmake")
  _linuxbake_read_property(versions GLOBAL PROPERTY "_LINUXBAKE_SOURCE_${name}_VERSIONS")
  if("${versions}" STREQUAL "")
    _linuxbake_error("${where}" "There is no source '${name}'."
      "Declare it with linuxbake_declare_source(), or give an extracted tree as SOURCE_DIR.")
  endif()
  if(version STREQUAL "")
    list(GET versions 0 version)
  elseif(NOT version IN_LIST versions)
    list(JOIN versions ", " known)
    _linuxbake_error("${where}" "VERSION '${version}' of ${name} is not declared."
      "There are: ${known}."
      "Declare another with linuxbake_declare_source(), or give an extracted tree as SOURCE_DIR.")
  endif()
  set(${out} "${version}" PARENT_SCOPE)
endfunction()
