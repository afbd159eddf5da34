# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
DownloadResult
--------------

One file of a finished build, for RemoteResults.cmake, in a process of its own, because nobody knows
what a server sends: too much ends at the limits of this process, and what CMake cannot read ends
nobody else.  All it is told is in the environment, which other users cannot see::

  LINUXBAKE_DOWNLOAD_URL, _FILE, _SECONDS
  LINUXBAKE_DOWNLOAD_IS_MANIFEST  whether the file is to have the statement and the signature that
                                  are in the manifest of a registry

``<file>.end`` is written in the end: empty, or what is wrong.  A server that has no such file is not
wrong: then there is no file.
#]=======================================================================]
cmake_minimum_required(VERSION 3.25...4.4)

set(file "$ENV{LINUXBAKE_DOWNLOAD_FILE}")
set(headers HTTPHEADER "Accept: application/vnd.oci.image.manifest.v1+json")
if(NOT "$ENV{LINUXBAKE_RESULTS_TOKEN}" STREQUAL "")
  list(APPEND headers HTTPHEADER "Authorization: Bearer $ENV{LINUXBAKE_RESULTS_TOKEN}")
endif()
set(netrc NETRC OPTIONAL)
if(NOT "$ENV{NETRC}" STREQUAL "")
  list(APPEND netrc NETRC_FILE "$ENV{NETRC}")
endif()
file(DOWNLOAD "$ENV{LINUXBAKE_DOWNLOAD_URL}" "${file}" STATUS status LOG log INACTIVITY_TIMEOUT 5
  TIMEOUT "$ENV{LINUXBAKE_DOWNLOAD_SECONDS}" TLS_VERIFY ON ${netrc} ${headers})
list(POP_FRONT status code)
set(fault "")
if(NOT code EQUAL 0)
  file(REMOVE "${file}")
  if(NOT log MATCHES "HTTP/[0-9.]+ 404")
    string(REGEX MATCH "HTTP/[0-9.]+ [45][0-9][0-9]" answer "${log}")
    string(REPLACE "\"" "" fault "${status} ${answer}")
    string(STRIP "${fault}" fault)
  endif()
elseif("$ENV{LINUXBAKE_DOWNLOAD_IS_MANIFEST}")
  file(READ "${file}" json)
  set(text "")
  foreach(part IN ITEMS statement signature)
    string(JSON value ERROR_VARIABLE problem GET "${json}" annotations "io.linuxbake.${part}")
    string(APPEND text "${value}")
  endforeach()
  file(WRITE "${file}" "${text}")
endif()
file(WRITE "${file}.end" "${fault}")
