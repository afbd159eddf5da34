# SPDX-License-Identifier: MIT
#
# What linuxbake-cpio writes is judged by readers that know nothing of it: GNU cpio, bsdtar, xz,
# zstd, lz4 and gzip. They have to accept each archive and to find the same bytes in it.
#
#   cmake -DPROGRAM=<linuxbake-cpio> -DWORK=<directory> -P Readers.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/overlay/etc" "${WORK}/unpacked")
file(CREATE_LINK "/nowhere" "${WORK}/overlay/dangling" SYMBOLIC)
file(WRITE "${WORK}/overlay/etc/two words" "some text\n")
file(WRITE "${WORK}/overlay/etc/ünïcode" "more text\n")
file(WRITE "${WORK}/overlay/empty" "")
file(WRITE "${WORK}/manifest" "
tree / overlay
file /bin/program \"${PROGRAM}\" 0755 0 0 /bin/other
nod /dev/console 0600 0 0 c 5 1
")

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}: ${result}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

foreach(method IN ITEMS none gzip xz zstd lz4)
  run("${PROGRAM}" pack --manifest manifest --output "archive.${method}" --compress "${method}")
endforeach()
run("${PROGRAM}" pack --manifest manifest --output archive.x86 --compress xz --xz-filter x86)

# The compressors' own tests, and what they unpack.
foreach(unpack IN ITEMS "gzip|gzip -dc" "xz|xz -dc" "x86|xz -dc" "zstd|zstd -dqc" "lz4|lz4 -dqc")
  string(REGEX MATCH "^(.*)\\|(.*)$" unused "${unpack}")
  set(archive "${WORK}/archive.${CMAKE_MATCH_1}")
  separate_arguments(command UNIX_COMMAND "${CMAKE_MATCH_2}")
  list(GET command 0 tool)
  execute_process(COMMAND ${tool} -t INPUT_FILE "${archive}" COMMAND_ERROR_IS_FATAL ANY
    OUTPUT_QUIET ERROR_QUIET)
  execute_process(COMMAND ${command} INPUT_FILE "${archive}" OUTPUT_FILE "${WORK}/unpacked.cpio"
    COMMAND_ERROR_IS_FATAL ANY)
  run("${CMAKE_COMMAND}" -E compare_files archive.none unpacked.cpio)
endforeach()

# The only checksum that the kernel knows, and the filter.
run(xz --list --verbose --verbose archive.x86)
if(NOT output MATCHES "CRC32" OR NOT output MATCHES "--x86 --lzma2=")
  message(FATAL_ERROR "xz sees another checksum or filter:\n${output}")
endif()

# GNU cpio's listing in full: types, modes, owners, devices, sizes, links.
execute_process(COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C TZ=UTC cpio -itvn --quiet
  INPUT_FILE "${WORK}/archive.none" OUTPUT_VARIABLE listing COMMAND_ERROR_IS_FATAL ANY)
file(SIZE "${PROGRAM}" size)
string(REGEX REPLACE " +" " " listing "${listing}")
string(REPLACE " ${size} " " SIZE " listing "${listing}")
set(expected [[
drwxr-xr-x 2 0 0 0 Jan 1 1970 .
drwxr-xr-x 2 0 0 0 Jan 1 1970 bin
-rwxr-xr-x 2 0 0 0 Jan 1 1970 bin/other
-rwxr-xr-x 2 0 0 SIZE Jan 1 1970 bin/program
lrwxrwxrwx 1 0 0 8 Jan 1 1970 dangling -> /nowhere
drwxr-xr-x 2 0 0 0 Jan 1 1970 dev
crw------- 1 0 0 5, 1 Jan 1 1970 dev/console
-rw-r--r-- 1 0 0 0 Jan 1 1970 empty
drwxr-xr-x 2 0 0 0 Jan 1 1970 etc
-rw-r--r-- 1 0 0 10 Jan 1 1970 etc/two words
-rw-r--r-- 1 0 0 10 Jan 1 1970 etc/ünïcode
]])
if(NOT listing STREQUAL expected)
  message(FATAL_ERROR "GNU cpio sees\n${listing}instead of\n${expected}")
endif()

# An aligned archive holds the same for them.
run("${PROGRAM}" pack --manifest manifest --output archive.aligned --align 4096)
execute_process(COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C TZ=UTC cpio -itvn --quiet
  INPUT_FILE "${WORK}/archive.aligned" OUTPUT_VARIABLE aligned COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE " +" " " aligned "${aligned}")
string(REPLACE " ${size} " " SIZE " aligned "${aligned}")
if(NOT aligned STREQUAL expected)
  message(FATAL_ERROR "GNU cpio sees\n${aligned}in the aligned archive")
endif()
run(bsdtar -tf archive.aligned)
set(names "${output}")
run(bsdtar -tf archive.none)
if(NOT names STREQUAL output)
  message(FATAL_ERROR "bsdtar sees\n${names}in the aligned archive")
endif()

# bsdtar unpacks all but the node, for which one has to be root.
run(bsdtar -xf archive.zstd -C unpacked --exclude dev --no-same-owner)
foreach(file IN ITEMS "etc/two words" "etc/ünïcode" "empty")
  run("${CMAKE_COMMAND}" -E compare_files "unpacked/${file}" "overlay/${file}")
endforeach()
foreach(name IN ITEMS program other)
  run("${CMAKE_COMMAND}" -E compare_files "unpacked/bin/${name}" "${PROGRAM}")
endforeach()
