# SPDX-License-Identifier: MIT
#
# Two packages of one project, each a component: `cmake --install` puts the one below DESTDIR that it
# is asked for, and with CMake 4.4 both at once.
#
#   cmake -DWORK=<dir> -DLINUXBAKE_DIR=<dir> -P Components.cmake
cmake_minimum_required(VERSION 3.25...4.4)
include("${CMAKE_CURRENT_LIST_DIR}/../../support/Run.cmake")

file(REMOVE_RECURSE "${WORK}")
# The magic number of an aarch64 kernel, in its place.
file(WRITE "${WORK}/source/vmlinuz" "01234567890123456789012345678901234567890123456789012345ARMd")
file(WRITE "${WORK}/source/CMakeLists.txt" [[
cmake_minimum_required(VERSION 3.25)
project(systems VERSION 1.0 LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
foreach(name IN ITEMS One Two)
  linuxbake_import_kernel(kernel-of-${name} FILE vmlinuz)
  linuxbake_install(TARGETS kernel-of-${name} EXPORT ${name} COMPONENT ${name})
endforeach()
install(FILES CMakeLists.txt DESTINATION share)
]])
run("configuring" "${CMAKE_COMMAND}" -S "${WORK}/source" -B "${WORK}/build"
  -DCMAKE_INSTALL_PREFIX=/opt/systems "-DLinuxBake_DIR=${LINUXBAKE_DIR}")
run("building" "${CMAKE_COMMAND}" --build "${WORK}/build" --target kernel-of-One kernel-of-Two)

# expect_packages(<case> "<the packages>" <argument of cmake --install>...)
function(expect_packages case packages)
  set(ENV{DESTDIR} "${WORK}/${case}")
  run("installing" "${CMAKE_COMMAND}" --install "${WORK}/build" ${ARGN})
  unset(ENV{DESTDIR})
  set(expected "")
  foreach(name IN LISTS packages)
    list(APPEND expected
      share/${name}/cmake/${name}Config.cmake share/${name}/cmake/${name}ConfigVersion.cmake
      share/${name}/kernel-of-${name}/record.json
      share/${name}/kernel-of-${name}/vmlinuz)
  endforeach()
  file(GLOB_RECURSE actual RELATIVE "${WORK}/${case}/opt/systems" "${WORK}/${case}/*")
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "${case}: installed is\n  ${actual}\nnot\n  ${expected}")
  endif()
endfunction()
expect_packages("one" One --component One)
expect_packages("two" Two --component Two)
if(CMAKE_VERSION VERSION_GREATER_EQUAL 4.4)
  expect_packages("both" "One;Two" --component One Two)
endif()
file(REMOVE_RECURSE "${WORK}")
