# SPDX-License-Identifier: MIT
#
# The program's command line: exit codes, what is printed where, SOURCE_DATE_EPOCH, the depfile.
#
#   cmake -DPROGRAM=<linuxbake-cpio> -DWORK=<directory> -P CommandLine.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}/overlay")
file(WRITE "${WORK}/manifest" "tree / overlay\n")
file(WRITE "${WORK}/overlay/file" "text\n")
set(note "linuxbake-cpio: note: --help lists the commands and options\n")

# expect(<exit code> <stdout> <stderr> <words>...): "*" stands for any text.
function(expect code out err)
  execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT result STREQUAL code OR NOT (out STREQUAL "*" OR out STREQUAL output)
      OR NOT (err STREQUAL "*" OR err STREQUAL errors))
    message(FATAL_ERROR "linuxbake-cpio ${ARGN}\n--- expected ${code}\n${out}${err}\n"
      "--- actual ${result}\n${output}${errors}")
  endif()
endfunction()

expect(0 "" "" pack --manifest manifest --output a)
expect(0 "" "" pack --manifest manifest --output b --compress xz --threads 3)
expect(0 "" "" diff a b)
expect(0 "[]\n" "" diff --json a b)
expect(0 "*" "" --help)

# Standard output is a pipe, or a file; there is a file that is larger than a buffer.
string(REPEAT "0123456789abcdef" 300000 large)
file(WRITE "${WORK}/overlay/large" "${large}")
expect(0 "" "" pack --manifest manifest --output with-large)
execute_process(COMMAND "${PROGRAM}" pack --manifest manifest --output -
  COMMAND cmp - with-large WORKING_DIRECTORY "${WORK}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${PROGRAM}" pack --manifest manifest --output - --compress zstd
  WORKING_DIRECTORY "${WORK}" OUTPUT_FILE "${WORK}/redirected" COMMAND_ERROR_IS_FATAL ANY)
expect(0 "" "" diff redirected with-large)
file(REMOVE "${WORK}/overlay/large")
expect(0 "*" "" pack --help)

# Wrong usage: 2.
expect(2 "" "*")
expect(2 "" "*" unpack)
expect(2 "" "*" pack --manifest manifest)
expect(2 "" "*" pack --manifest manifest --output c --compress bzip2)
expect(2 "" "*" pack --manifest manifest --output c --xz-filter arm)
expect(2 "" "*" pack --manifest manifest --output c --depfile d)
expect(2 "" "*" list)
expect(2 "" "*" list a b)
expect(2 "" "linuxbake-cpio: error: The following argument was not expected: --colour\n${note}"
  pack --manifest manifest --output c --colour)

# Failures: 1, and nothing is written.
expect(1 "" "linuxbake-cpio: error: level 10, but gzip has levels 0 to 9\n"
  pack --manifest manifest --output c --compress gzip --level 10)
expect(1 "" "linuxbake-cpio: error: gone: cannot be opened: No such file or directory\n"
  pack --manifest gone --output c)
expect(1 "" "linuxbake-cpio: error: gone: cannot be opened: No such file or directory\n" list gone)
expect(1 "" "linuxbake-cpio: error: manifest: at byte 0 of the archive: neither a newc archive nor \
a compressed one\n" list manifest)
expect(1 "" "linuxbake-cpio: error: the alignment 8192 is not a power of two up to 4096\n"
  pack --manifest manifest --output c --align 8192)
if(EXISTS "${WORK}/c")
  message(FATAL_ERROR "an archive was written although there was an error")
endif()

# Warnings are no failures.
expect(0 "" "linuxbake-cpio: warning: there is no /init: unless its command line has rdinit=, the \
kernel looks for a root file system elsewhere\n"
  pack --manifest manifest --output b --align 4096 --check-programs)
expect(0 "" "" diff a b)

# What a kernel would start.
file(WRITE "${WORK}/init" "#!/bin/sh\n")
file(WRITE "${WORK}/with-init" "file /mine init 0755 0 0\n")
expect(0 "" "" pack --manifest with-init --output i)
set(lacks "/mine needs /bin/sh, which is not in the archive as a program; the kernel would go on to \
another init\n")
expect(0 "" "" init i --cmdline quiet "--cmdline=init=/none -- rdinit=/mine")
expect(1 "" "linuxbake-cpio: error: i: rdinit=/mine: ${lacks}"
  init i --cmdline quiet "--cmdline=quiet rdinit=/mine")
expect(0 "" "linuxbake-cpio: warning: i: rdinit=/mine: ${lacks}" init i --warn --cmdline rdinit=/mine)
expect(2 "" "*" init i)

# Archives that differ: 1, and the differences on stdout.
file(WRITE "${WORK}/overlay/file" "other text\n")
expect(0 "" "" pack --manifest manifest --output b)
expect(1 "file: content: \"5 bytes, SHA-256 b9e68e1bea3e…\", \"11 bytes, SHA-256 \
63c3cf7091da…\"\n" "" diff a b)

# Times.
set(ENV{SOURCE_DATE_EPOCH} 86400)
expect(0 "" "" pack --manifest manifest --output c)
expect(0 "" "" pack --manifest manifest --output d --mtime 86400)
expect(0 "" "" diff c d)
expect(1 ".: mtime: 0, 86400\nfile: mtime: 0, 86400\n" "" diff b c)
foreach(epoch IN ITEMS "" "x" "-1" "4294967296" "1 ")
  set(ENV{SOURCE_DATE_EPOCH} "${epoch}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env "SOURCE_DATE_EPOCH=${epoch}" "${PROGRAM}" pack
    --manifest manifest --output e WORKING_DIRECTORY "${WORK}" RESULT_VARIABLE result
    ERROR_VARIABLE errors)
  if(NOT result EQUAL 1 OR NOT errors STREQUAL "linuxbake-cpio: error: SOURCE_DATE_EPOCH \
'${epoch}' is not a number of seconds that fits an archive (0 to 4294967295)\n")
    message(FATAL_ERROR "SOURCE_DATE_EPOCH '${epoch}': ${result}\n${errors}")
  endif()
endforeach()
unset(ENV{SOURCE_DATE_EPOCH})

# The depfile.
expect(0 "" "" pack --manifest manifest --output f --depfile f.d --depfile-target "f stamp"
  --depfile-also /also)
file(READ "${WORK}/f.d" depfile)
string(REPLACE " " "\\ " directory "${WORK}")
set(expected "f\\ stamp:")
foreach(input IN ITEMS manifest overlay overlay/file)
  list(APPEND inputs "${directory}/${input}")
endforeach()
list(APPEND inputs /also)
list(SORT inputs)
foreach(input IN LISTS inputs)
  string(APPEND expected " \\\n  ${input}")
endforeach()
if(NOT depfile STREQUAL "${expected}\n")
  message(FATAL_ERROR "the depfile is\n${depfile}instead of\n${expected}\n")
endif()
