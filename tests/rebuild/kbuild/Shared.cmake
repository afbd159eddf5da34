# SPDX-License-Identifier: MIT
#
# Patches, and one cache for two builds at the same time: the source stays as it was, each patched
# tree is made once, and of two builds of the same kernel one compiles and the other waits.
#
#   cmake -DGENERATOR=<name> -DWORK=<directory> -DLINUXBAKE_DIR=<dir of LinuxBakeConfig.cmake>
#         -P Shared.cmake
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/Common.cmake")

fake_archive(archive hash linux 1.0 "${plain}")
file(CONFIGURE OUTPUT "${source}/CMakeLists.txt" @ONLY CONTENT [[
cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
linuxbake_declare_source(linux VERSION 1.0 URL "@archive@" URL_HASH SHA256=@hash@)
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG defconfig PATCHES one.patch two.patch OUTPUT linux)
add_custom_target(consumer DEPENDS kernel)
]])

function(write_patches second)
  file(WRITE "${source}/one.patch" "--- a/first.c\n+++ b/first.c\n@@ -1,2 +1,3 @@\n"
    " /* SPDX-License-Identifier: MIT */\n int first;\n+int patched;\n")
  file(WRITE "${source}/two.patch" "--- a/first.c\n+++ b/first.c\n@@ -1,3 +1,4 @@\n"
    " /* SPDX-License-Identifier: MIT */\n int first;\n int patched;\n+int ${second};\n")
endfunction()

write_patches(second)
configure("${build}")
configure("${WORK}/other é")
set(ENV{LINUXBAKE_FAKE_SLEEP} 2)
file(WRITE "${log}" "")
# As a pipeline, that is: at the same time; nobody reads what the first prints.
file(CONFIGURE OUTPUT "${WORK}/quiet.cmake" @ONLY CONTENT [[
execute_process(COMMAND "${CMAKE_COMMAND}" --build "${BUILD}" --target consumer
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
]])
execute_process(COMMAND "${CMAKE_COMMAND}" "-DBUILD=${build}" -P "${WORK}/quiet.cmake"
  COMMAND "${CMAKE_COMMAND}" "-DBUILD=${WORK}/other é" -P "${WORK}/quiet.cmake"
  RESULTS_VARIABLE results OUTPUT_QUIET ERROR_VARIABLE errors)
set(ENV{LINUXBAKE_FAKE_SLEEP} 0)
file(STRINGS "${log}" ran REGEX "bzImage$")
list(LENGTH ran count)
if(NOT results STREQUAL "0;0" OR NOT count EQUAL 1)
  message(FATAL_ERROR "two builds at the same time: ${results}, ${count} compiled\n${errors}")
endif()
foreach(directory IN ITEMS "${build}" "${WORK}/other é")
  file(STRINGS "${directory}/images/linux" lines REGEX "^int (patched|second);$")
  expect_text("${lines}" "patched.*second")
  expect_nothing("${directory}" "two builds at the same time")
endforeach()

file(GLOB pristine "${cache}/sources/linux-1.0-*/first.c")
list(FILTER pristine EXCLUDE REGEX "\\+")
file(READ "${pristine}" text)
if(text MATCHES "patched")
  message(FATAL_ERROR "the source in the cache was patched")
endif()

write_patches(third)
expect_in("${build}" "a patch changed" olddefconfig first.o second.o linked bzImage)
file(STRINGS "${build}/images/linux" lines REGEX "^int third;$")
expect_text("${lines}" "third")
expect_nothing("${build}" "a patch changed")
write_patches(second)
expect_in("${build}" "the patch changed back: from the cache")
file(REMOVE_RECURSE "${plain}")
