# SPDX-License-Identifier: MIT
#
# Fills a directory with a part of Debian's archive, as a mirror has it: its own signed InRelease and
# Packages.xz, and the packages that are wanted with what they depend on:
#   cmake -DMIRROR=<directory> -DSTATUS=<file> -DWANTED=<package>... -P FillMirror.cmake
# STATUS is dpkg's of the system that will install them. What is there already is not fetched again.
# ARCHIVE is where it comes from, by the host's apt; the directory is debian and debian-security.
cmake_minimum_required(VERSION 3.25...4.4)

set(keyring /usr/share/keyrings/debian-archive-keyring.gpg)
set(suites "debian bookworm" "debian-security bookworm-security")

function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Where this host gets the packages of bookworm.
if(NOT DEFINED ARCHIVE)
  run(apt-get indextargets --format "$(SITE)" "Created-By: Packages" "Codename: bookworm")
  string(REGEX MATCH "[^\n]+" ARCHIVE "${output}")
  string(REGEX REPLACE "/debian/?$" "" ARCHIVE "${ARCHIVE}")
endif()

function(fetch path hash)
  if(EXISTS "${MIRROR}/${path}" AND NOT hash STREQUAL "")
    file(SHA256 "${MIRROR}/${path}" present)
    if(present STREQUAL hash)
      return()
    endif()
  endif()
  cmake_path(GET path PARENT_PATH directory)
  file(MAKE_DIRECTORY "${MIRROR}/${directory}")
  set(expected "")
  if(NOT hash STREQUAL "")
    set(expected "SHA256:${hash}")
  endif()
  run(/usr/lib/apt/apt-helper download-file "${ARCHIVE}/${path}" "${MIRROR}/${path}" ${expected})
endfunction()

# InRelease is fetched in each run: it names the rest.
set(sources "")
foreach(suite IN LISTS suites)
  string(REPLACE " " ";" words "${suite}")
  list(GET words 0 archive)
  list(GET words 1 name)
  set(directory "${archive}/dists/${name}")
  file(REMOVE "${MIRROR}/${directory}/InRelease")
  fetch("${directory}/InRelease" "")
  file(STRINGS "${MIRROR}/${directory}/InRelease" lines REGEX " main/binary-amd64/Packages.xz$")
  set(hash "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^ ([0-9a-f]+) " AND NOT CMAKE_MATCH_1 STREQUAL "")
      string(LENGTH "${CMAKE_MATCH_1}" length)
      if(length EQUAL 64)
        set(hash "${CMAKE_MATCH_1}")
      endif()
    endif()
  endforeach()
  fetch("${directory}/main/binary-amd64/Packages.xz" "${hash}")
  string(APPEND sources "deb [signed-by=${keyring}] file://${MIRROR}/${archive} ${name} main\n")
endforeach()

# Which packages: the host's apt says it, for the system's own state, of each suite and of all.
set(state "${MIRROR}/state")
file(MAKE_DIRECTORY "${state}/lists/partial" "${state}/archives/partial" "${state}/parts")
file(WRITE "${state}/sources.list" "${sources}")
configure_file("${STATUS}" "${state}/status" COPYONLY)
file(WRITE "${state}/apt.conf" "Dir::State \"${state}\";\nDir::State::lists \"${state}/lists\";\n"
  "Dir::State::status \"${state}/status\";\nDir::Cache \"${state}\";\n"
  "Dir::Cache::archives \"${state}/archives\";\nDir::Etc::sourcelist \"${state}/sources.list\";\n"
  "Dir::Etc::sourceparts \"${state}/parts\";\nDir::Etc::parts \"${state}/parts\";\n"
  "Dir::Etc::preferencesparts \"${state}/parts\";\nAcquire::Languages \"none\";\n"
  "APT::Install-Recommends \"false\";\nAPT::Sandbox::User \"root\";\nAPT::Architecture \"amd64\";\n"
  "APT::Get::List-Cleanup \"false\";\nDebug::NoLocking \"true\";\n")
set(ENV{APT_CONFIG} "${state}/apt.conf")
run(apt-get update)
foreach(release IN ITEMS bookworm bookworm-security)
  set(prefer "")
  if(release STREQUAL "bookworm")
    # As the archive was before its fixes of security.
    file(WRITE "${state}/preferences" "Package: *\nPin: release n=bookworm-security\nPin-Priority: -1\n")
    set(prefer -o "Dir::Etc::preferences=${state}/preferences")
  endif()
  run(apt-get ${prefer} -o Acquire::ForceHash=SHA256 --print-uris -y install ${WANTED})
  string(REGEX MATCHALL "'file:[^']+' [^ ]+ [0-9]+ SHA256:[0-9a-f]+" lines "${output}")
  if(lines STREQUAL "")
    message(FATAL_ERROR "apt-get names no package to install:\n${output}")
  endif()
  foreach(line IN LISTS lines)
    string(REGEX MATCH "'file:/*([^']+)' [^ ]+ [0-9]+ SHA256:([0-9a-f]+)" all "${line}")
    set(hash "${CMAKE_MATCH_2}")
    string(REPLACE "%2b" "+" path "/${CMAKE_MATCH_1}")
    string(REPLACE "%7e" "~" path "${path}")
    string(REPLACE "%3a" ":" path "${path}")
    file(RELATIVE_PATH path "${MIRROR}" "${path}")
    fetch("${path}" "${hash}")
  endforeach()
endforeach()
