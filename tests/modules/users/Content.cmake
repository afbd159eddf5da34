# SPDX-License-Identifier: MIT
#
# Builds a project with users, and compares the files and their owners.
#
#   cmake -DPROGRAM=<linuxbake-cpio> -DPROJECT=<folder> -DWORK=<directory>
#         -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake> -P Content.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
execute_process(COMMAND "${CMAKE_COMMAND}" -G Ninja -S "${PROJECT}" -B "${WORK}"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}" OUTPUT_QUIET
  COMMAND_ERROR_IS_FATAL ANY)

function(expect what actual expected)
  if(NOT actual STREQUAL expected)
    message(NOTICE "--- expected\n${expected}--- actual\n${actual}---")
    message(FATAL_ERROR "${what} differs")
  endif()
endfunction()

execute_process(COMMAND cpio --quiet -i --to-stdout "etc/passwd" "etc/group" "etc/shadow"
  INPUT_FILE "${WORK}/images/initramfs.cpio" OUTPUT_VARIABLE files COMMAND_ERROR_IS_FATAL ANY)
expect("their content" "${files}" [[
root:x:0:
tty:x:5:
nogroup:x:65534:
guest:x:1000:
admin:x:8:
third:x:1002:
root:x:0:0::/root:/bin/sh
nobody:x:65534:65534:nobody:/:/bin/false
guest:x:1000:1000::/home/guest:/bin/sh
admin:x:7:8:Who, what:/srv/admin:/bin/ash
third:x:1002:1002::/home/third:/bin/sh
root:$6$salt$r00t::0:99999:7:::
nobody:*::0:99999:7:::
guest:*::0:99999:7:::
admin:$5$rounds=9$s$x/.::0:99999:7:::
third:*::0:99999:7:::
]])
execute_process(COMMAND "${PROGRAM}" list "${WORK}/images/initramfs.cpio" OUTPUT_VARIABLE list
  COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]* (etc/(passwd|group|shadow)|root|home/[^\n]*|srv/[^\n]*)\n" list
  "${list}")
string(REGEX REPLACE " +[0-9]+ ([a-z/._]+)\n;?" " \\1\n" list "${list}")
expect("their owners" "${list}" [[
-rw-r--r--     0     0 etc/group
-rw-r--r--     0     0 etc/passwd
-rw-------     0     0 etc/shadow
drwx------  1000  1000 home/guest
drwx------  1000  1000 home/guest/.ssh
-rw-------  1000  1000 home/guest/.ssh/authorized_keys
drwx------  1002  1002 home/third
drwx------     0     0 root
drwx------     7     8 srv/admin
]])
