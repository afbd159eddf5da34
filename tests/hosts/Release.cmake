# SPDX-License-Identifier: MIT
#
# The lines of README's quick start in another release of Debian, as an ordinary user who has just
# installed it would run them: a system by debootstrap in a directory of the test, CMake, sudo, a
# clone of this source (what is committed of it), and the lines. Its packages are those of the
# host's own apt entries, with the release exchanged. Nothing of the host's cache or compilers'
# cache is used. Needs root, for debootstrap and chroot; nothing of the host is mounted or changed.
#
#   cmake -DRELEASE=<name> -DSOURCE=<dir> -DWORK=<dir> -DFETCH=<linuxbake-fetch> [-DCHECK=ON]
#         [-DKEEP=ON] -P Release.cmake
#
# CHECK runs the tests of labels unit and module there, too, after the lines; without presets, because
# what boots with one also wants sources of other people that only Debian 12 has. KEEP leaves the system
# there, to look into; root/settle-in in it, started as below, goes on from there.
#
# Where this cannot be, it says "skipped: ..." and succeeds.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../support/HostFamily.cmake")

macro(skip text)
  message(STATUS "skipped: ${RELEASE}: ${text}")
  return()
endmacro()

# The programs that make such a system; sets missing, and each as a variable.
function(find_programs)
  set(missing "")
  foreach(program IN ITEMS debootstrap unshare chroot git apt_config id)
    string(REPLACE "_" "-" name "${program}")
    find_program(${program} NAMES "${name}" PATHS /usr/sbin /sbin NO_CACHE)
    if(NOT ${program})
      list(APPEND missing "${name}")
    endif()
    set(${program} "${${program}}" PARENT_SCOPE)
  endforeach()
  set(missing "${missing}" PARENT_SCOPE)
endfunction()

# The first address of the entries is the one that has the release itself.
function(find_mirror out directory)
  set(${out} "" PARENT_SCOPE)
  file(GLOB files "${directory}/*")
  foreach(file IN LISTS files)
    file(READ "${file}" text)
    if("\n${text}" MATCHES "\nSuites:[^\n]* ${RELEASE}( |\n)" AND
        "\n${text}" MATCHES "\nURIs: *([^ \n]+)")
      set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
      return()
    elseif("\n${text}" MATCHES "\ndeb (\\[[^\n]*\\] )?([^ \n]+) ${RELEASE} ")
      set(${out} "${CMAKE_MATCH_2}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# What the host's network needs goes in: names, apt's proxies, whether its mirror is an old copy.
function(settle_in root entries)
  file(REMOVE "${root}/etc/apt/sources.list")
  file(COPY "${entries}/" DESTINATION "${root}/etc/apt/sources.list.d")
  file(REAL_PATH /etc/resolv.conf resolver)
  file(COPY_FILE "${resolver}" "${root}/etc/resolv.conf")
  execute_process(COMMAND "${apt_config}" dump OUTPUT_VARIABLE dump)
  string(REGEX MATCHALL "Acquire::([a-z]+::(Proxy|proxy)|Check-Valid-Until)[^\n;]*" lines "${dump}")
  set(text "")
  foreach(setting IN LISTS lines)
    string(APPEND text "${setting};\n")
  endforeach()
  file(WRITE "${root}/etc/apt/apt.conf.d/90host" "${text}")
  execute_process(COMMAND "${git}" clone -q --no-local "${SOURCE}" "${root}/root/linuxbake"
    COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# README's lines: the one that builds everything and boots it, and its steps by hand.
function(readme_lines out)
  set(all "")
  foreach(pattern IN ITEMS "HostTools\\.cmake && cmake --workflow --preset tiny "
      "^cmake --preset tiny && cmake --build --preset tiny && ctest --preset tiny$")
    file(STRINGS "${SOURCE}/README.md" lines REGEX "${pattern}")
    list(LENGTH lines count)
    if(NOT count EQUAL 1)
      message(FATAL_ERROR "README has ${count} lines '${pattern}'")
    endif()
    string(REGEX REPLACE " *#.*" "" line "${lines}")
    string(APPEND all "${line}\n")
  endforeach()
  set(${out} "${all}" PARENT_SCOPE)
endfunction()

function(write_script file content)
  file(WRITE "${file}" "#!/bin/sh\nset -e\n${content}")
  file(CHMOD "${file}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
endfunction()

# root gives the newcomer CMake and sudo, as an installed Debian has them; the rest is the
# newcomer's own, in the shell that login gives: no /usr/sbin in PATH, no locale.
function(write_scripts root)
  readme_lines(lines)
  write_script("${root}/usr/local/bin/readme" "cd linuxbake\nset -x\n${lines}")
  write_script("${root}/usr/local/bin/check" [[
cd linuxbake
PATH=$PATH:/usr/sbin:/sbin # for those who judge file systems
set -x
cmake -D INSTALL=ON -D ALSO=cxx -P cmake/HostTools.cmake
cmake --preset check -DLINUXBAKE_PRESETS=
cmake --build --preset check
ctest --preset check -L "unit|module" --output-on-failure
]])
  set(check "")
  if(CHECK)
    set(check "su --login newcomer -c check\n")
  endif()
  write_script("${root}/root/settle-in" "
mount -t proc proc /proc || echo 'goes without /proc'
mount -t devpts -o newinstance,gid=5,mode=620,ptmxmode=666 devpts /dev/pts # sudo wants a terminal
ln -sf pts/ptmx /dev/ptmx
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
apt-get -q -y update
apt-get -q -y install --no-install-recommends cmake ca-certificates sudo
cmake --version
id newcomer || useradd --create-home newcomer
echo 'newcomer ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/newcomer
cp -R /root/linuxbake /home/newcomer
chown -R newcomer: /home/newcomer
su --login newcomer -c readme
${check}")
endfunction()

find_programs()
if(missing)
  list(JOIN missing " " missing)
  skip("this host has no ${missing}")
endif()
host_family(family)
execute_process(COMMAND "${id}" -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT user EQUAL 0)
  skip("debootstrap and chroot need root")
elseif(NOT family STREQUAL "debian")
  skip("this host has no packages of Debian")
endif()
set(root "${WORK}/root")
set(state "${WORK}/apt")
file(REMOVE_RECURSE "${WORK}")
execute_process(COMMAND "${FETCH}" apt-state --state "${state}" --release "${RELEASE}")
find_mirror(mirror "${state}/parts")
if(mirror STREQUAL "")
  skip("no entry of this host's apt leads to it")
endif()
execute_process(COMMAND "${debootstrap}" --variant=minbase "${RELEASE}" "${root}" "${mirror}"
  RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "debootstrap failed; ${root}/debootstrap has its log")
endif()
settle_in("${root}" "${state}/parts")
write_scripts("${root}")
# A mount and process namespace of its own: what is mounted or started ends with it.
execute_process(COMMAND "${unshare}" --mount --pid --fork --kill-child
  "${chroot}" "${root}" /root/settle-in RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "README's lines failed in ${RELEASE}; all of it is in ${root}")
endif()
if(NOT KEEP)
  file(REMOVE_RECURSE "${WORK}")
endif()
