# SPDX-License-Identifier: MIT
#
# A user whose home has a blank and letters beyond ASCII, with a project below it: kernels are built
# without a word to the user's configuration, from a cache that only this user may enter. A cache
# directory that is open to others, or a link, is refused.
#
#   cmake -DWORK=<dir> -DGENERATOR=<name> -DLINUXBAKE_DIR=<dir> -P Home.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../rebuild/kbuild/Common.cmake")

set(home "${plain}/Ayşe Yılmaz")
set(source "${home}/project")
set(build "${home}/project/build")
file(MAKE_DIRECTORY "${source}")
unset(ENV{LINUXBAKE_CACHE_DIR})
unset(ENV{XDG_CACHE_HOME})
set(ENV{HOME} "${home}")
set(ENV{TMPDIR} "${plain}")
fake_archive(archive hash linux 1.0 "${plain}")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(home LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_declare_source(linux VERSION 1.0 URL "@archive@" URL_HASH SHA256=@hash@)
linuxbake_add_kernel(kernel ALL ARCH x86_64)
]])

configure("${build}")
build_target("${build}" all)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the kernel has to be built:\n${output}")
endif()
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
set(own "${plain}/linuxbake-${user}")
execute_process(COMMAND find "${own}" -prune -type d -perm 700 OUTPUT_VARIABLE found
  OUTPUT_STRIP_TRAILING_WHITESPACE)
file(GLOB results "${own}/results/*")
if(NOT found STREQUAL own OR NOT results OR EXISTS "${home}/.cache/linuxbake")
  message(FATAL_ERROR "the cache has to be in ${own}, for this user alone")
endif()

function(expect_refused what)
  execute_process(COMMAND "${CMAKE_COMMAND}" -S "${source}" -B "${build}" OUTPUT_QUIET
    ERROR_VARIABLE errors RESULT_VARIABLE result)
  if(result EQUAL 0 OR NOT errors MATCHES "The cache cannot be in" OR
      NOT errors MATCHES "LINUXBAKE_CACHE_DIR")
    message(FATAL_ERROR "${what} as the cache has to be refused:\n${errors}")
  endif()
endfunction()
execute_process(COMMAND chmod 777 "${own}")
expect_refused("a directory that is open to others")
execute_process(COMMAND chmod 700 "${own}")
file(RENAME "${own}" "${own}.moved")
file(CREATE_LINK "${own}.moved" "${own}" SYMBOLIC)
expect_refused("a link")
file(REMOVE_RECURSE "${plain}")
