# SPDX-License-Identifier: MIT
#
# Every module, and every script that is started by itself, takes the policies of the newest CMake
# that was tried, whatever the user's project says: else a module behaves, and warns, as the project
# that includes it happens to be set up.
#
#   cmake -DROOT=<dir> -P Policies.cmake
cmake_minimum_required(VERSION 3.25)

set(wrong "")
file(GLOB modules "${ROOT}/modules/*.cmake" "${ROOT}/modules/detail/*.cmake")
foreach(file IN LISTS modules)
  file(READ "${file}" text)
  if(NOT text MATCHES "\ncmake_policy\\(VERSION 3\\.25\\.\\.\\.4\\.4\\)\n")
    list(APPEND wrong "${file}: needs cmake_policy(VERSION 3.25...4.4)")
  endif()
endforeach()

file(GLOB scripts "${ROOT}/modules/scripts/*.cmake" "${ROOT}/cmake/*.cmake"
  "${ROOT}/CMakeLists.txt" "${ROOT}/helpers/CMakeLists.txt")
foreach(file IN LISTS scripts)
  file(READ "${file}" text)
  get_filename_component(name "${file}" NAME)
  string(REPLACE "." "\\." pattern "${name}")
  if(text MATCHES "\ncmake_minimum_required\\(VERSION 3\\.25\\)|\ncmake_policy\\(VERSION 3\\.25\\)"
      OR (text MATCHES "-P ${pattern}\n" AND NOT text MATCHES
        "\ncmake_minimum_required\\(VERSION 3\\.25\\.\\.\\.4\\.4\\)\n"))
    list(APPEND wrong "${file}: needs cmake_minimum_required(VERSION 3.25...4.4)")
  endif()
endforeach()

if(wrong)
  list(JOIN wrong "\n" lines)
  message(NOTICE "${lines}")
  message(FATAL_ERROR "policies are not set")
endif()
