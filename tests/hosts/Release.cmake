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
include("${CMAKE_CURRENT_LIST_DIR}/../support/DebianRoot.cmake")

macro(skip text)
  message(STATUS "skipped: ${RELEASE}: ${text}")
  return()
endmacro()

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

debian_root_obstacle(obstacle chroot git)
if(NOT obstacle STREQUAL "")
  skip("${obstacle}")
endif()
set(root "${WORK}/root")
file(REMOVE_RECURSE "${WORK}")
make_debian_root("${RELEASE}" "${root}" "${WORK}/apt" "${FETCH}" obstacle)
if(NOT obstacle STREQUAL "")
  skip("${obstacle}")
endif()
execute_process(COMMAND "${git}" clone -q --no-local "${SOURCE}" "${root}/root/linuxbake"
  COMMAND_ERROR_IS_FATAL ANY)
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
