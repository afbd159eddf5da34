# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
Environment
-----------

What the programs that a build step runs get of the user's environment.  make, Kbuild, compilers,
configure scripts, interpreters, archivers and the writers of images read hundreds of variables; so
this is a list of those that come along, not of those that do not.

``_linuxbake_forget_environment([<regex>...])``
  Removes from the environment of this process, and so of all that it runs, every variable but

  * where things are: PATH, HOME, USER, LOGNAME, TMPDIR, TMP, TEMP, XDG_*, APT_CONFIG;
  * how programs of this host are started: LD_LIBRARY_PATH, LD_PRELOAD, FAKEROOT*;
  * the terminal: TERM, COLUMNS, LINES;
  * the network: http_proxy and its like, SSL_CERT_*, CURL_CA_BUNDLE, CMAKE_TLS_*,
    NETRC; who signs: SSH_AUTH_SOCK;
  * compiler caches and farms, which change who compiles but not what: CCACHE_*, SCCACHE_*,
    DISTCC_*, ICECC_*;
  * what LinuxBake documents: LINUXBAKE_*, SOURCE_DATE_EPOCH, CMAKE_BUILD_PARALLEL_LEVEL;
  * names that match one of the regular expressions.

  The locale is C then, the time zone UTC.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

function(_linuxbake_forget_environment)
  set(kept "^(PATH|HOME|USER|LOGNAME|TMPDIR|TMP|TEMP|APT_CONFIG|LD_LIBRARY_PATH|LD_PRELOAD|TERM)$"
    "^(COLUMNS|LINES|CURL_CA_BUNDLE|NETRC|SSH_AUTH_SOCK|FAKEROOT.*)$"
    "^(SOURCE_DATE_EPOCH|CMAKE_BUILD_PARALLEL_LEVEL)$"
    "^(XDG|SSL_CERT|CMAKE_TLS|CCACHE|SCCACHE|DISTCC|ICECC|LINUXBAKE)_"
    "^(https?|ftp|all|no|HTTPS?|FTP|ALL|NO)_(proxy|PROXY)$" ${ARGN})
  execute_process(COMMAND "${CMAKE_COMMAND}" -E environment OUTPUT_VARIABLE environment)
  # Lines of a value may look like names: of those there is nothing to remove.
  string(REGEX REPLACE "[][;\\]" " " environment "${environment}")
  string(REGEX MATCHALL "(^|\n)[^=\n]+=" names "${environment}")
  foreach(name IN LISTS names)
    string(REGEX REPLACE "[\n=]" "" name "${name}")
    set(stays FALSE)
    foreach(regex IN LISTS kept)
      if(name MATCHES "${regex}")
        set(stays TRUE)
      endif()
    endforeach()
    if(NOT stays)
      unset(ENV{${name}})
    endif()
  endforeach()
  set(ENV{LC_ALL} C)
  set(ENV{TZ} UTC)
endfunction()
