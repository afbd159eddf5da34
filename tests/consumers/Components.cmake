# SPDX-License-Identifier: MIT
#
# The components of an installation are all of it, and no file is in two of them.
#   cmake -DBUILD=<build directory> -DWORK=<directory> -P Components.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
set(in_components "")
foreach(component IN ITEMS linuxbake-programs linuxbake-modules linuxbake-presets)
  execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --component "${component}"
    --prefix "${WORK}/${component}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB_RECURSE files RELATIVE "${WORK}/${component}" "${WORK}/${component}/*")
  list(APPEND in_components ${files})
endforeach()
execute_process(COMMAND "${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/all"
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE in_all RELATIVE "${WORK}/all" "${WORK}/all/*")
list(SORT in_components)
list(SORT in_all)
if(in_all STREQUAL "" OR NOT in_all STREQUAL in_components)
  list(REMOVE_ITEM in_all ${in_components})
  message(FATAL_ERROR "In no component: '${in_all}'; or something is in two: ${in_components}")
endif()
file(REMOVE_RECURSE "${WORK}")
