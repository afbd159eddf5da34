# SPDX-License-Identifier: MIT
#
# What a build reads is in its key and among its inputs: files that options of a (fake) kernel and of
# BusyBox name, arguments of a package that name files, and a compiler that is another one under the
# same name. Each change is taken over, and nothing of before comes from the cache.
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
file(MAKE_DIRECTORY "${plain}/bin" "${plain}/initramfs" "${plain}/include")
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
  "${plain}/include/a.h" "${source}/x.h" "${source}/inputs/a")
foreach(file IN LISTS files)
  file(WRITE "${file}" "one")
endforeach()
file(WRITE "${plain}/list" "file /init ${plain}/listed 0755 0 0\n")
file(WRITE "${source}/kernel.config" "CONFIG_INITRAMFS_SOURCE=\"${plain}/initramfs ${plain}/list\"\n"
  "CONFIG_SYSTEM_TRUSTED_KEYS=\"${plain}/key.pem\"\nCONFIG_TEXT=\"${plain}/unknown\"\n"
  "CONFIG_DEFAULT_INIT=\"/sbin/no-such-init\"\n")
file(WRITE "${source}/busybox.config" "CONFIG_EXTRA_CFLAGS=\"-include ${plain}/flags.h\"\n")
configure("${build}")
build_target("${build}" consumer)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the first build failed\n${output}")
endif()
expect_nothing("${build}" "the first build")

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
file(WRITE "${plain}/flags.h" "two two")
expect_anew("a file that EXTRA_CFLAGS includes" busybox)
foreach(change IN ITEMS "${source}/x.h" "${source}/inputs/a" "${plain}/hello.config"
    "${plain}/include/a.h")
  file(WRITE "${change}" "two two")
  expect_anew("${change}" hello install)
endforeach()
write_compiler(another)
expect_anew("another compiler of the same version" bzImage busybox hello)
expect_nothing("${build}" "all changes")
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
