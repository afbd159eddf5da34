# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
RemoteResults
-------------

Takes a helper program from a server, for BuildHelper.cmake, which cannot have a helper program yet.
What helper programs take is taken by helpers/bake/remote, which says what a server has and how it is
signed; this reads the same, of an entry only its ``program``, and sends nothing.

``_linuxbake_take_program(<out-variable> <cache> <inputs> <title> <addresses> <keys>)``
  Whether the program is in the cache now.  ``<inputs>`` is the text whose hash is the key,
  ``<addresses>`` a list, ``<keys>`` the file of allowed signers.  What is not right is refused and
  said; no server can fail a build, nor stop it for long.

User and password come from ``~/.netrc`` (or the file ``$NETRC``), a token from
``$LINUXBAKE_RESULTS_TOKEN``.  A registry that wants a token which another server gives is not asked
for it: then the programs are compiled here.  It is ``curl`` that downloads, because it keeps to
limits, and a secret can be its input.
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/Results.cmake")

# out: empty, or what is wrong. A server that has no such file is not wrong: then there is no file.
# It may have so many bytes at most; slower than 256 KiB a second is slower than compiling.
function(_linuxbake_download out url file bytes)
  math(EXPR seconds "5 + ${bytes} / 262144")
  math(EXPR blocks "4 + ${bytes} / 512") # as POSIX has them
  set(ENV{LINUXBAKE_DOWNLOAD_URL} "${url}")
  execute_process(COMMAND sh "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/Download.sh" "${blocks}"
      --globoff --silent --show-error --fail --location --max-redirs 5 --proto =http,https
      --connect-timeout 5 --speed-time 5 --speed-limit 1 --max-time "${seconds}"
      --max-filesize "${bytes}" --output "${file}"
      --write-out "%{http_code}" --header "Accept: application/vnd.oci.image.manifest.v1+json"
    OUTPUT_VARIABLE code ERROR_VARIABLE fault RESULT_VARIABLE result)
  set(${out} "" PARENT_SCOPE)
  if(NOT result EQUAL 0)
    file(REMOVE "${file}")
    string(REGEX REPLACE "[\n;]+" " " fault "${fault} (${result})")
    if(NOT code STREQUAL "404")
      set(${out} "${fault}" PARENT_SCOPE)
    endif()
  endif()
endfunction()

# Statement and signature stand as they are in an ActionResult, between bytes that are no text; in a
# registry's manifest they are strings of JSON.
function(_linuxbake_read_statement out_statement out_signature file address)
  if(address MATCHES "^oci")
    file(READ "${file}" json)
    string(REPLACE "\\n" "\n" json "${json}")
    string(REPLACE "\"" "\n" json "${json}")
    file(WRITE "${file}" "${json}")
  endif()
  file(STRINGS "${file}" lines NO_HEX_CONVERSION)
  foreach(one IN ITEMS none statement signature)
    set(text_of_${one} "")
  endforeach()
  set(part none)
  foreach(line IN LISTS lines)
    if(line MATCHES "linuxbake result 1$")
      set(part statement)
      set(line "${CMAKE_MATCH_0}")
    elseif(line MATCHES "-----BEGIN SSH SIGNATURE-----$")
      set(part signature)
      set(line "${CMAKE_MATCH_0}")
    elseif(part STREQUAL "statement" AND NOT line MATCHES "^(key |[0-9a-f]+ [0-9]+ [^ /]+$)")
      set(part none)
    endif()
    string(APPEND text_of_${part} "${line}\n")
    if(line STREQUAL "-----END SSH SIGNATURE-----")
      set(part none)
    endif()
  endforeach()
  set(${out_statement} "${text_of_statement}" PARENT_SCOPE)
  set(${out_signature} "${text_of_signature}" PARENT_SCOPE)
endfunction()

# out: empty, or what is wrong.
function(_linuxbake_verify_statement out directory statement signature keys)
  file(WRITE "${directory}/statement" "${statement}")
  file(WRITE "${directory}/signature" "${signature}")
  execute_process(COMMAND ssh-keygen -Y find-principals -f "${keys}" -s "${directory}/signature"
    OUTPUT_VARIABLE name ERROR_QUIET RESULT_VARIABLE result)
  string(REGEX MATCH "^[^\n]+" name "${name}")
  if(NOT result EQUAL 0 OR name STREQUAL "")
    set(${out} "it is signed by none of ${keys}" PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND ssh-keygen -Y verify -f "${keys}" -I "${name}" -n linuxbake-result
      -s "${directory}/signature" INPUT_FILE "${directory}/statement"
    OUTPUT_QUIET ERROR_QUIET RESULT_VARIABLE result)
  set(${out} "" PARENT_SCOPE)
  if(NOT result EQUAL 0)
    set(${out} "its signature by ${name} is not right" PARENT_SCOPE)
  endif()
endfunction()

# Of a statement whose signature is right. out: empty, or what is wrong.
function(_linuxbake_take_file out file blobs key statement)
  set(digits "[0-9]?[0-9]?[0-9]") # a helper program has some million bytes
  if(NOT statement MATCHES "^linuxbake result 1\nkey ${key}\n"
      OR NOT statement MATCHES "\n([0-9a-f]+) (${digits}${digits}${digits}) program\n")
    set(${out} "it is that of another key, or has no program" PARENT_SCOPE)
    return()
  endif()
  set(hash "${CMAKE_MATCH_1}")
  _linuxbake_download(fault "${blobs}${hash}" "${file}" "${CMAKE_MATCH_2}")
  set(present "")
  if(fault STREQUAL "" AND EXISTS "${file}")
    file(SHA256 "${file}" present)
  endif()
  set(${out} "" PARENT_SCOPE)
  if(NOT present STREQUAL hash)
    set(${out} "the program is not what was signed ${fault}" PARENT_SCOPE)
  endif()
endfunction()

function(_linuxbake_addresses_at out_entry out_blobs address key)
  string(REGEX REPLACE "/+$" "" address "${address}")
  set(entry "${address}/ac/${key}")
  set(blobs "${address}/cas/")
  if(address MATCHES "^oci([+]http)?://([^/]+)/(.+)$")
    set(scheme https)
    if(CMAKE_MATCH_1 STREQUAL "+http")
      set(scheme http)
    endif()
    set(entry "${scheme}://${CMAKE_MATCH_2}/v2/${CMAKE_MATCH_3}/manifests/${key}")
    set(blobs "${scheme}://${CMAKE_MATCH_2}/v2/${CMAKE_MATCH_3}/blobs/sha256:")
  endif()
  set(${out_entry} "${entry}" PARENT_SCOPE)
  set(${out_blobs} "${blobs}" PARENT_SCOPE)
endfunction()

# out: TRUE, FALSE where the server has none, or what is wrong.
function(_linuxbake_take_from out cache key inputs address keys)
  _linuxbake_addresses_at(entry blobs "${address}" "${key}")
  _linuxbake_temporary_name(directory "${cache}/locks/${key}")
  file(MAKE_DIRECTORY "${directory}")
  _linuxbake_download(fault "${entry}" "${directory}/entry" 100000) # it has some hundred bytes
  set(${out} FALSE PARENT_SCOPE)
  if(fault STREQUAL "" AND EXISTS "${directory}/entry")
    _linuxbake_read_statement(statement signature "${directory}/entry" "${address}")
    _linuxbake_verify_statement(fault "${directory}" "${statement}" "${signature}" "${keys}")
    if(fault STREQUAL "")
      _linuxbake_take_file(fault "${directory}/program" "${blobs}" "${key}" "${statement}")
    endif()
    if(fault STREQUAL "")
      _linuxbake_store_result("${cache}" "${key}" "${inputs}" "program=${directory}/program")
      set(${out} TRUE PARENT_SCOPE)
    endif()
  endif()
  file(REMOVE_RECURSE "${directory}")
  if(NOT fault STREQUAL "")
    set(${out} "${fault}" PARENT_SCOPE)
  endif()
endfunction()

# A server that has failed three times in a row is left alone for ten minutes: the file has a byte for
# each time, as that of helpers/bake/remote/patience.h.
function(_linuxbake_faults_of out file)
  set(${out} 0 PARENT_SCOPE)
  if(EXISTS "${file}")
    file(TIMESTAMP "${file}" last "%s" UTC)
    string(TIMESTAMP now "%s" UTC)
    math(EXPR age "${now} - ${last}")
    if(age LESS 600)
      file(SIZE "${file}" faults)
      set(${out} "${faults}" PARENT_SCOPE)
    else()
      file(REMOVE "${file}")
    endif()
  endif()
endfunction()

function(_linuxbake_take_program out cache inputs title addresses keys)
  set(${out} FALSE PARENT_SCOPE)
  string(SHA256 key "${inputs}")
  foreach(address IN LISTS addresses)
    string(SHA256 id "${address}")
    set(mark "${cache}/locks/remote-take-${id}")
    _linuxbake_faults_of(faults "${mark}")
    if(faults GREATER 2)
      continue()
    endif()
    _linuxbake_take_from(taken "${cache}" "${key}" "${inputs}" "${address}" "${keys}")
    string(REGEX REPLACE "//[^/]*@" "//" shown "${address}")
    if(taken STREQUAL "TRUE")
      file(REMOVE "${mark}")
      file(APPEND "${cache}/uses/${key}" s) # helpers/bake/results/uses.h
      message(STATUS "${title}: taken from ${shown}")
      set(${out} TRUE PARENT_SCOPE)
      return()
    elseif(taken STREQUAL "FALSE")
      file(REMOVE "${mark}")
    else()
      message(NOTICE "${title}: nothing is taken from ${shown}, and it is compiled here: ${taken}")
      file(APPEND "${mark}" ".")
      if(faults EQUAL 2)
        message(NOTICE "${title}: ${shown} is left alone for ten minutes")
      endif()
    endif()
  endforeach()
endfunction()
