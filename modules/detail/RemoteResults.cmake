# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
RemoteResults
-------------

Servers that have finished builds of others, and take ours: what the user set, for linuxbake-bake
(helpers/bake/remote/settings.h) and for the script that brings the helper programs.

``_linuxbake_remote_settings(<prefix>)``
  Sets ``<prefix>_ADDRESSES`` and ``<prefix>_WRITABLE``, lists, and ``<prefix>_KEYS`` and
  ``<prefix>_SIGNER``, paths; errors for what cannot be meant.  There are no servers where
  ``LINUXBAKE_OFFLINE`` forbids the network.

``_linuxbake_remotes_file(<out-variable>)``
  The path of the JSON, which is written in the current binary directory.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/CacheDirectory.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/Json.cmake")

function(_linuxbake_remote_file out name)
  _linuxbake_setting(file "${name}" "")
  if(NOT file STREQUAL "" AND (NOT IS_ABSOLUTE "${file}" OR NOT EXISTS "${file}"))
    _linuxbake_wrong_setting("${name}" "${file}" "is not the whole path of a file that is there.")
  endif()
  set(${out} "${file}" PARENT_SCOPE)
endfunction()

function(_linuxbake_remote_addresses out_addresses out_writable)
  _linuxbake_setting(words LINUXBAKE_RESULTS_REMOTE "")
  set(addresses "")
  set(writable "")
  set(last "")
  foreach(word IN LISTS words)
    if(word STREQUAL "readonly" AND NOT last STREQUAL "")
      list(REMOVE_ITEM writable "${last}")
    elseif(word MATCHES "^(https?://([^/]*@)?[^/@]+(/.*)?|oci([+]http)?://([^/]*@)?[^/@]+/.+)$")
      set(last "${word}")
      list(APPEND addresses "${word}")
      list(APPEND writable "${word}")
    else()
      string(REGEX REPLACE "//[^/]*@" "//" shown "${word}")
      _linuxbake_wrong_setting(LINUXBAKE_RESULTS_REMOTE "${shown}" "is no address of a server."
        "https://host/path is Bazel's HTTP cache, oci://host/name a registry; http:// and oci+http://"
        "are the same without TLS. 'readonly' behind one says that nothing is sent there.")
    endif()
  endforeach()
  set(${out_addresses} "${addresses}" PARENT_SCOPE)
  set(${out_writable} "${writable}" PARENT_SCOPE)
endfunction()

function(_linuxbake_remote_settings prefix)
  _linuxbake_remote_addresses(addresses writable)
  _linuxbake_setting(offline LINUXBAKE_OFFLINE OFF)
  if(offline)
    set(addresses "")
    set(writable "")
  endif()
  _linuxbake_remote_file(keys LINUXBAKE_RESULTS_KEYS)
  _linuxbake_remote_file(signer LINUXBAKE_RESULTS_SIGNER)
  if(NOT addresses STREQUAL "" AND keys STREQUAL "")
    _linuxbake_error("LinuxBake" "LINUXBAKE_RESULTS_REMOTE needs LINUXBAKE_RESULTS_KEYS: a file with"
      "the SSH keys whose signatures count, because a server could send anything. A line of it is"
      "  ci@example.org namespaces=\"linuxbake-result\" ssh-ed25519 AAAA..."
      "ssh-keygen(1) describes it in ALLOWED SIGNERS.")
  endif()
  set(${prefix}_ADDRESSES "${addresses}" PARENT_SCOPE)
  set(${prefix}_WRITABLE "${writable}" PARENT_SCOPE)
  set(${prefix}_KEYS "${keys}" PARENT_SCOPE)
  set(${prefix}_SIGNER "${signer}" PARENT_SCOPE)
endfunction()

function(_linuxbake_remotes_file out)
  _linuxbake_remote_settings(remote)
  set(remotes "")
  set(comma "")
  foreach(address IN LISTS remote_ADDRESSES)
    set(readonly true)
    if(address IN_LIST remote_WRITABLE)
      set(readonly false)
    endif()
    _linuxbake_json_text(text "${address}")
    string(APPEND remotes "${comma}{\"address\": ${text}, \"readonly\": ${readonly}}")
    set(comma ", ")
  endforeach()
  _linuxbake_json_text(keys "${remote_KEYS}")
  _linuxbake_json_text(signer "${remote_SIGNER}")
  set(file "${CMAKE_CURRENT_BINARY_DIR}/linuxbake-remotes.json")
  file(CONFIGURE OUTPUT "${file}" @ONLY
    CONTENT "{\"remotes\": [@remotes@], \"keys\": @keys@, \"signer\": @signer@}\n")
  set(${out} "${file}" PARENT_SCOPE)
endfunction()
