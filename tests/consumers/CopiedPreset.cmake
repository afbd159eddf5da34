# SPDX-License-Identifier: MIT
#
# A preset is a project: copied alone to another directory, it is configured with an installed LinuxBake,
# or below a project that gets LinuxBake by FetchContent.
#   cmake -DPRESET=<folder> {-DPREFIX=<of the installation> | -DLINUXBAKE=<checkout>}
#     -DGENERATOR=<name> -DWORK=<directory> -P CopiedPreset.cmake
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${WORK}")
file(COPY "${PRESET}/" DESTINATION "${WORK}/copy")
set(project "${WORK}/copy")
if(NOT "${LINUXBAKE}" STREQUAL "")
  set(project "${WORK}")
  file(WRITE "${WORK}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(around LANGUAGES NONE)
include(FetchContent)
FetchContent_Declare(LinuxBake SOURCE_DIR [[${LINUXBAKE}]] OVERRIDE_FIND_PACKAGE)
add_subdirectory(copy)
")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${project}" -B "${WORK}/build"
    "-DCMAKE_PREFIX_PATH=${PREFIX}"
  OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
if(output MATCHES "This host lacks|is missing on this host")
  message(FATAL_ERROR "SKIP: ${output}")
elseif(NOT result EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()
file(REMOVE_RECURSE "${WORK}")
