# SPDX-License-Identifier: MIT
#
# Cuts the power during an upgrade, at moments that nobody has chosen, and looks each time at what is
# left: the system starts, every program works, `dpkg --configure -a` ends well and leaves all packages
# installed, each of one version, and the upgrade can be finished. A package that was being unpacked
# wants to be installed again, as dpkg has it; the system has done so when its shell is there.
#   cmake -DBOOT=<linuxbake-boot> -DIMAGE=<disk> -DKERNEL=<file> -DINITRAMFS=<file> -DCMDLINE=<text>
#     -DHTTPD=<busybox> -DREPOSITORIES=<directory> -DWORK=<directory> -DROUNDS=<number>
#     [-DSEED=<number>] -P PowerCuts.cmake
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

# How long an upgrade takes here: the moments are in that time.
copy("${WORK}/old.img" "${WORK}/disk.img")
boot(whole "${WORK}/disk.img" "${up}" [[send apt-get upgrade -y
expect Preparing to unpack
host cp /proc/uptime @WORK@/begin
expect Processing triggers
host cp /proc/uptime @WORK@/end
]])
foreach(time IN ITEMS begin end)
  file(READ "${WORK}/${time}" text)
  string(REGEX MATCH "^([0-9]+)\\.([0-9][0-9])" text "${text}")
  math(EXPR ${time} "${CMAKE_MATCH_1}${CMAKE_MATCH_2}") # in hundredths
endforeach()
math(EXPR whole "${end} - ${begin}")
message(STATUS "An upgrade takes ${whole} hundredths of a second.")

# What dpkg said after the cut, before anything was mended: installed 1.0, half-installed 1.0 and so on.
# Where the system had to finish it, it has said what was not installed, and that it has mended it.
function(count_states out name)
  file(STRINGS "${WORK}/${name}/serial.log" lines REGEX "^(state [a-z-]+ [0-9.]+|  part[1-6] [0-9.]+ [a-z-]+)$")
  set(mended ${lines})
  list(FILTER mended INCLUDE REGEX "^  part")
  set(end "")
  if(NOT mended STREQUAL "")
    set(end "; finished at the start")
    set(lines ${mended})
    list(TRANSFORM lines REPLACE "^  part[1-6] ([0-9.]+) ([a-z-]+)$" "state \\2 \\1")
  endif()
  set(states ${lines})
  list(REMOVE_DUPLICATES states)
  list(SORT states)
  set(counts "")
  foreach(state IN LISTS states)
    set(same ${lines})
    list(FILTER same INCLUDE REGEX "^${state}$")
    list(LENGTH same count)
    string(REGEX REPLACE "^state " "" state "${state}")
    list(APPEND counts "${count} ${state}")
  endforeach()
  list(JOIN counts ", " counts)
  set(${out} "${counts}${end}" PARENT_SCOPE)
endfunction()

set(story "")
foreach(round RANGE 1 ${ROUNDS})
  math(EXPR round_seed "${SEED} + ${round}")
  string(RANDOM LENGTH 6 ALPHABET 0123456789 RANDOM_SEED ${round_seed} part)
  string(REGEX REPLACE "^0+(.)" "\\1" part "${part}")
  math(EXPR moment "${whole} * 10 * ${part} / 1000000") # milliseconds
  math(EXPR seconds "${moment} / 1000")
  math(EXPR thousandths "${moment} % 1000 + 1000")
  string(SUBSTRING "${thousandths}" 1 3 thousandths)
  set(moment "${seconds}.${thousandths}")
  copy("${WORK}/old.img" "${WORK}/disk.img")
  boot(cut-${round} "${WORK}/disk.img" "${up}" [[send apt-get upgrade -y
expect Preparing to unpack
host sleep @moment@
]])
  boot(look-${round} "${WORK}/disk.img" "${up}" [[run dpkg-query -W -f 'state ${db:Status-Status} ${Version}\n' @words@
run for part in @words@; do $part; done | grep -cE '^part[1-6] [12].0$'
  output 6
run dpkg --configure -a
run dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' @words@ > /tmp/states
run grep -v '^installed ' /tmp/states
  exit 1
run sed -n 's/^installed //p' /tmp/states | while read -r part version; do echo "$part $version" | cmp - /usr/share/$part/version && [ "$($part)" = "$part $version" ] || echo "$part differs"; done
  lacks differs
run apt-get check && apt-get -y upgrade
run for part in @words@; do $part; done | grep -c ' 2.0$'
  output 6
run dpkg --audit
  output ""
send poweroff
wait poweroff
]])
  count_states(states look-${round})
  string(APPEND story "\n  ${round}: after ${moment} s: ${states}")
  file(REMOVE "${WORK}/disk.img")
endforeach()
message(STATUS "${ROUNDS} cuts:${story}")
