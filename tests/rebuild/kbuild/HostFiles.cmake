# SPDX-License-Identifier: MIT
#
# What a build reads is in its key and among its inputs: files that options of a (fake) kernel and of
# BusyBox name, arguments of a package that name files, and a compiler that is another one under the
# same name; of directories also what makes no file newer, and of lists of an initramfs whatever
# they name. Each change is taken over, and nothing of before comes from the cache.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P HostFiles.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

set(declarations "")
foreach(name IN ITEMS linux musl busybox hello)
  fake_archive(archive hash "${name}" 1.0 "${plain}")
  string(APPEND declarations
    "linuxbake_declare_source(${name} VERSION 1.0 URL \"${archive}\" URL_HASH SHA256=${hash})\n")
endforeach()
# A compiler of the user's, in front of the others: what it says of itself stays the same.
file(MAKE_DIRECTORY "${plain}/bin" "${plain}/initramfs" "${plain}/include" "${plain}/unknown.d")
find_program(gcc NAMES gcc REQUIRED)
function(write_compiler comment)
  file(WRITE "${plain}/bin/gcc" "#!/bin/sh\n# ${comment}\nexec '${gcc}' \"$@\"\n")
  file(CHMOD "${plain}/bin/gcc" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endfunction()
write_compiler(one)
set(ENV{PATH} "${plain}/bin:$ENV{PATH}")

file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
@declarations@
linuxbake_add_kernel(kernel ARCH x86_64 OUTPUT linux CONFIG_FRAGMENTS kernel.config)
linuxbake_add_musl(libc ARCH x86_64)
linuxbake_add_busybox(busybox LIBC libc CONFIG_FRAGMENTS busybox.config)
linuxbake_add_package(hello SOURCE hello LIBC libc INPUTS inputs
  MAKE "GREETING=-include ${CMAKE_CURRENT_SOURCE_DIR}/x.h --prefix=/usr" CFLAGS "-I@plain@/include"
  INSTALL install "CONFIG=@plain@/hello.config")
add_custom_target(consumer DEPENDS kernel busybox hello)
]])
set(files "${plain}/root.cpio" "${plain}/initramfs/init" "${plain}/list" "${plain}/listed"
  "${plain}/key.pem" "${plain}/unknown" "${plain}/flags.h" "${plain}/hello.config"
  "${plain}/include/a.h" "${source}/x.h" "${source}/inputs/a" "${plain}/unknown.d/a"
  "${plain}/relative" "${plain}/variable" "${plain}/last")
foreach(file IN LISTS files)
  file(WRITE "${file}" "one")
endforeach()
file(WRITE "${plain}/list" "file /init ${plain}/listed 0755 0 0\n")
file(WRITE "${source}/kernel.config" "CONFIG_INITRAMFS_SOURCE=\"${plain}/initramfs ${plain}/list\"\n"
  "CONFIG_SYSTEM_TRUSTED_KEYS=\"${plain}/key.pem\"\n"
  "CONFIG_TEXT=\"${plain}/unknown ${plain}/unknown.d\"\n"
  "CONFIG_DEFAULT_INIT=\"/sbin/no-such-init\"\n")
file(WRITE "${source}/busybox.config" "CONFIG_EXTRA_CFLAGS=\"-include ${plain}/flags.h\"\n")
configure("${build}")
build_target("${build}" consumer)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the first build failed\n${output}")
endif()

# Directories and lists are looked at in each build; nothing else may run.
function(expect_only_looking what)
  expect_in("${build}" "${what}, and then nothing")
  if(output MATCHES "Performing|Taking")
    message(FATAL_ERROR "${what}, and then: something ran\n${output}")
  endif()
endfunction()
expect_only_looking("the first build")
file(TOUCH "${plain}/initramfs")
expect_only_looking("a directory touched")

# expect_anew(<what> <goal>...): these goals are made, so that nothing came from the cache.
function(expect_anew what)
  build_target("${build}" consumer)
  file(STRINGS "${log}" ran)
  foreach(goal IN LISTS ARGN)
    if(NOT result EQUAL 0 OR NOT ran MATCHES "${goal}")
      message(FATAL_ERROR "${what}: '${goal}' was not made, but '${ran}'\n${output}")
    endif()
  endforeach()
  execute_process(COMMAND "${CMAKE_COMMAND}" -E sleep 0.02)
endfunction()

foreach(change IN ITEMS initramfs/init listed key.pem unknown)
  file(WRITE "${plain}/${change}" "two two")
  expect_anew("${change}" bzImage)
endforeach()
file(WRITE "${plain}/initramfs/new" "new")
expect_anew("a new file in a directory of CONFIG_INITRAMFS_SOURCE" bzImage)

# What makes no file newer. Each follows a build that had nothing to do.
function(expect_noticed what directory)
  expect_anew("another mode in ${what}" ${ARGN})
  expect_only_looking("another mode in ${what}")
  execute_process(COMMAND ln -s nowhere "${directory}/link" COMMAND_ERROR_IS_FATAL ANY)
  expect_anew("a new link in ${what}" ${ARGN})
  execute_process(COMMAND ln -sfn elsewhere "${directory}/link" COMMAND_ERROR_IS_FATAL ANY)
  expect_anew("another target of a link in ${what}" ${ARGN})
  file(MAKE_DIRECTORY "${directory}/empty")
  expect_anew("an empty directory in ${what}" ${ARGN})
endfunction()
function(change_mode file)
  file(CHMOD "${file}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endfunction()
change_mode("${plain}/initramfs/init")
expect_noticed("a directory of CONFIG_INITRAMFS_SOURCE" "${plain}/initramfs" bzImage)
change_mode("${source}/inputs/a")
expect_noticed("INPUTS" "${source}/inputs" hello install)
change_mode("${plain}/include/a.h")
expect_noticed("a directory of CFLAGS" "${plain}/include" hello install)
file(WRITE "${plain}/unknown.d/a" "two two")
expect_anew("a file in a directory of an option that nobody knows" bzImage)
change_mode("${plain}/unknown.d/a")
expect_noticed("a directory of an option that nobody knows" "${plain}/unknown.d" bzImage)

# Lines of lists that are no absolute paths, and a list of more than a million bytes.
file(GLOB tree "${cache}/builds/kernel-*" "${build}/kernel/tree")
file(RELATIVE_PATH relative "${tree}" "${plain}/relative")
set(ENV{LINUXBAKE_CASE} "${plain}")
string(REPEAT "# A comment that makes the list long.\n" 30000 comments)
file(WRITE "${plain}/list" "file /init ${plain}/listed 0755 0 0\n\tfile\t/r ${relative} 0644 0 0\n"
  "file /v \${LINUXBAKE_CASE}/variable 0644 0 0\nfile /t usr/of-the-tree 0644 0 0\n"
  "${comments}file /last ${plain}/last 0644 0 0\n")
expect_anew("another list" bzImage)
expect_only_looking("another list")
foreach(change IN ITEMS listed relative variable last)
  file(WRITE "${plain}/${change}" "two two two")
  expect_anew("${change} of a long list" bzImage)
  expect_only_looking("${change} of a long list")
endforeach()

file(WRITE "${plain}/flags.h" "two two")
expect_anew("a file that EXTRA_CFLAGS includes" busybox)
foreach(change IN ITEMS "${source}/x.h" "${source}/inputs/a" "${plain}/hello.config"
    "${plain}/include/a.h")
  file(WRITE "${change}" "two two")
  expect_anew("${change}" hello install)
endforeach()
write_compiler(another)
expect_anew("another compiler of the same version" bzImage busybox hello)
expect_only_looking("all changes")
set(second "${WORK}/second é")
configure("${second}")
expect_in("${second}" "another build directory, all from the cache")

# What is not there is an error: of CMake, or of the build where it went away in between.
function(expect_refusal what pattern)
  execute_process(COMMAND "${CMAKE_COMMAND}" "${build}" RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(result EQUAL 0)
    message(FATAL_ERROR "${what}: CMake has nothing against it\n${output}")
  endif()
  expect_text("${output}" "${pattern}")
endfunction()
file(REMOVE "${plain}/key.pem")
expect_refusal("no key" "CONFIG_SYSTEM_TRUSTED_KEYS names '${plain}/key.pem', which is not there")
file(WRITE "${plain}/key.pem" "three three")
file(REMOVE "${source}/x.h")
expect_refusal("no header" "The build would read what is not there:\n *[^\n]*/x.h\n")
file(REMOVE_RECURSE "${plain}")
