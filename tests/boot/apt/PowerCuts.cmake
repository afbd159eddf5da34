# SPDX-License-Identifier: MIT
#
# Cuts the power during an upgrade, at moments that nobody has chosen, and looks each time at what is
# left: the system starts, `dpkg --configure -a` ends well, every package works in one of its two
# versions, and the upgrade can be finished.
#   cmake -DBOOT=<linuxbake-boot> -DIMAGE=<disk> -DHTTPD=<busybox> -DREPOSITORIES=<directory>
#     -DWORK=<directory> -DROUNDS=<number> [-DSEED=<number>] -P PowerCuts.cmake
# The power is cut by ending QEMU, which the guest is not told of: what it had not yet given to its
# disk is lost.
cmake_minimum_required(VERSION 3.25...4.4)

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/www")
file(CREATE_LINK "${REPOSITORIES}/www/old" "${WORK}/www/current" SYMBOLIC)
file(COPY "${REPOSITORIES}/key.gpg" DESTINATION "${WORK}/www")
if(NOT DEFINED SEED)
  string(RANDOM LENGTH 6 ALPHABET 123456789 SEED)
endif()
message(STATUS "The seed is ${SEED}.")

# Boots the disk with a script of two parts, in which semicolons stay; what is written stays.
function(boot name disk start steps)
  string(CONFIGURE "${start}${steps}" script @ONLY)
  file(WRITE "${WORK}/${name}.boot" "${script}")
  execute_process(COMMAND "${BOOT}" run "--name=packages.power-cuts ${name}"
      "--directory=${WORK}/${name}" --timeout=900 "--kernel=${KERNEL}" "--initramfs=${INITRAMFS}"
      "--cmdline=${CMDLINE}" --memory=512 "--serve=80 ${HTTPD} httpd -i -h ${WORK}/www"
      --qemu-argument=-drive "--qemu-argument=if=ide,format=raw,file=${disk}"
      "--script=${WORK}/${name}.boot"
    OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  message(STATUS "${name}: ${output}")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${name} failed (seed ${SEED}).")
  endif()
endfunction()

function(copy from to)
  execute_process(COMMAND cp --sparse=always "${from}" "${to}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

set(up [[timeout 600
shell
run until ifconfig eth0 | grep -q 10.0.2.15; do sleep 1; done
]])
set(packages part1 part2 part3 part4 part5 part6)
list(JOIN packages " " words)

copy("${IMAGE}" "${WORK}/old.img")
boot(prepare "${WORK}/old.img" "${up}" [[run rm -f /etc/apt/sources.list.d/debian.sources && mkdir -p /etc/apt/keyrings
run wget -q -O /etc/apt/keyrings/test.gpg http://10.0.2.100/key.gpg
run echo "deb [signed-by=/etc/apt/keyrings/test.gpg] http://10.0.2.100/current stable main" > /etc/apt/sources.list
run apt-get update && apt-get install -y @words@
host ln -sfn @REPOSITORIES@/www/new @WORK@/www/current
run apt-get update && apt-get install -y --download-only @words@
send poweroff
wait poweroff
]])

foreach(round RANGE 1 ${ROUNDS})
  math(EXPR round_seed "${SEED} + ${round}")
  string(RANDOM LENGTH 3 ALPHABET 0123456789 RANDOM_SEED ${round_seed} moment)
  string(REGEX REPLACE "^(.)(..)$" "\\1.\\2" moment "${moment}") # seconds
  copy("${WORK}/old.img" "${WORK}/disk.img")
  boot(cut-${round} "${WORK}/disk.img" "${up}" [[send apt-get upgrade -y
expect Preparing to unpack
host sleep @moment@
]])
  boot(look-${round} "${WORK}/disk.img" "${up}" [[run dpkg --configure -a
run dpkg --audit
  lacks part
run for part in @words@; do $part; done | grep -cE '^part[1-6] [12].0$'
  output 6
run for part in @words@; do dpkg-query -W -f '${Package} ${Version}\n' $part | cmp - /usr/share/$part/version || echo "$part differs"; done
  lacks differs
run apt-get -y upgrade
run for part in @words@; do $part; done | grep -c ' 2.0$'
  output 6
run dpkg --audit
  lacks part
send poweroff
wait poweroff
]])
  file(REMOVE "${WORK}/disk.img")
endforeach()
