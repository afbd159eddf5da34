# SPDX-License-Identifier: MIT
#
# The pinned source is not to be had, and another version stands in for it: the version that is said
# is the one that is built, also from the cache; and what is said while it is built.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P StandIn.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

set(ENV{LINUXBAKE_OFFLINE} ON)
string(REPEAT "0123456789abcdef" 4 pinned)
set(declarations "")
foreach(name IN ITEMS linux musl)
  fake_archive(archive hash "${name}" 1.1 "${plain}")
  string(APPEND declarations "linuxbake_declare_source(${name} VERSION 1.0
  URL \"https://example.invalid/${name}-1.0.tar.gz\" URL_HASH SHA256=${pinned})\n")
  file(MAKE_DIRECTORY "${cache}/downloads")
  file(COPY_FILE "${archive}" "${cache}/downloads/${hash}-${name}-1.1.tar.gz")
  file(WRITE "${cache}/downloads/${name}-1.0-0123456789abcdef.json" "{\"name\": \"${name}\",
\"version\": \"1.1\", \"requested_version\": \"1.0\", \"sha256\": \"${hash}\",
\"file\": \"${name}-1.1.tar.gz\", \"origin\": \"debian-package\", \"package\": \"${name}-source\",
\"package_version\": \"1.1-1\"}\n")
endforeach()
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
@declarations@
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG defconfig OUTPUT linux)
linuxbake_add_musl(libc ARCH x86_64)
add_custom_target(consumer DEPENDS kernel libc)
]])

# expect_version(<directory> <text>...)
function(expect_version directory)
  configure("${directory}")
  build_target("${directory}" consumer)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "the build failed:\n${output}")
  endif()
  foreach(text IN LISTS ARGN)
    expect_text("${output}" "${text}")
  endforeach()
  # The pin is said where the source is looked for, and nowhere else.
  string(REGEX REPLACE "(linux|musl) 1\\.0: from the cache: Debian's package" "" rest "${output}")
  if(rest MATCHES "(linux|musl) 1\\.0")
    message(FATAL_ERROR "'${CMAKE_MATCH_0}' is said, but 1.1 is built:\n${output}")
  endif()
  if(output MATCHES "No (spec|inputs|edited) step")
    message(FATAL_ERROR "'${CMAKE_MATCH_0}' tells nobody anything:\n${output}")
  endif()
  if(output MATCHES "waiting for another process")
    message(FATAL_ERROR "one part of the build waited for the other:\n${output}")
  endif()
endfunction()

expect_version("${build}" "linux 1\\.1: extracting linux-1\\.1" "kernel: building linux 1\\.1"
  "libc: building musl 1\\.1")
expect_version("${WORK}/second é" "kernel: linux 1\\.1 was built before, taken from the cache"
  "libc: musl 1\\.1 was built before, taken from the cache")
