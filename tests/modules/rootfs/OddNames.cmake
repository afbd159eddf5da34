# SPDX-License-Identifier: MIT
#
# An overlay with all the names that CMake, make, Ninja, shells and our manifests might take for
# something else: GNU cpio and bsdtar unpack them from the archive as they are on the host, and the
# change of one of them is noticed.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P OddNames.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(WRITE "${WORK}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(names LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_add_rootfs(rootfs OVERLAY overlay)
linuxbake_add_initramfs(initramfs ROOTFS rootfs COMPRESSION none)
")
# Not in a list: that has its own opinion of brackets and semicolons.
file(WRITE "${WORK}/overlay/new\nline" "1")
file(WRITE "${WORK}/overlay/tab\tand\rreturn" "2")
file(WRITE "${WORK}/overlay/back\\slash\\n\\" "3")
file(WRITE "${WORK}/overlay/\"quotes\" and 'apostrophes'" "4")
file(WRITE "${WORK}/overlay/-dash" "5")
file(WRITE "${WORK}/overlay/semi;colon" "6")
file(WRITE "${WORK}/overlay/bracket[" "7")
file(WRITE "${WORK}/overlay/other]bracket" "8")
file(WRITE "${WORK}/overlay/\${variable} \$(make) \$ @at@ %" "9")
file(WRITE "${WORK}/overlay/ blanks around " "10")
file(WRITE "${WORK}/overlay/#comment" "11")
file(WRITE "${WORK}/overlay/star* mark? co:lon \\# |<>&" "12")
file(WRITE "${WORK}/overlay/direc\ntory;[/..dots" "13")
string(ASCII 255 254 no_utf8)
file(WRITE "${WORK}/overlay/${no_utf8}" "14")
file(CREATE_LINK "new\nline" "${WORK}/overlay/link;\n[" SYMBOLIC)

function(pack)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}/build" --target initramfs
    OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${output}")
  endif()
endfunction()

function(compare what)
  file(REMOVE_RECURSE "${WORK}/unpacked")
  file(MAKE_DIRECTORY "${WORK}/unpacked")
  execute_process(COMMAND ${ARGN} INPUT_FILE "${WORK}/build/images/initramfs.cpio"
    WORKING_DIRECTORY "${WORK}/unpacked" COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND diff -r --no-dereference "${WORK}/overlay" "${WORK}/unpacked"
    OUTPUT_VARIABLE differences RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${what} unpacks something else:\n${differences}")
  endif()
endfunction()

execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${WORK}" -B "${WORK}/build"
  "-DLinuxBake_DIR=${LINUXBAKE_DIR}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
pack()
compare("GNU cpio" cpio -id --quiet)
compare("bsdtar" bsdtar -xf -)
file(APPEND "${WORK}/overlay/new\nline" "changed")
file(APPEND "${WORK}/overlay/direc\ntory;[/..dots" "changed")
pack()
compare("GNU cpio, after a change," cpio -id --quiet)
file(REMOVE_RECURSE "${WORK}")
