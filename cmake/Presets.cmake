# SPDX-License-Identifier: MIT
#
# Adds the chosen presets. Each folder of presets/ is a project of its own that calls
# find_package(LinuxBake), as a user's does; here that finds what is already included.
include_guard(GLOBAL)

set(LinuxBake_DIR "${CMAKE_CURRENT_LIST_DIR}/in-tree-package")
set(LINUXBAKE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/images")

foreach(_linuxbake_preset IN LISTS LINUXBAKE_PRESETS)
  if(NOT EXISTS "${CMAKE_SOURCE_DIR}/presets/${_linuxbake_preset}/CMakeLists.txt")
    file(GLOB _linuxbake_known RELATIVE "${CMAKE_SOURCE_DIR}/presets"
      "${CMAKE_SOURCE_DIR}/presets/*/CMakeLists.txt")
    list(TRANSFORM _linuxbake_known REPLACE "/CMakeLists.txt" "")
    list(JOIN _linuxbake_known ", " _linuxbake_known)
    message(FATAL_ERROR "LINUXBAKE_PRESETS: there is no preset '${_linuxbake_preset}'."
      "\n  There are: ${_linuxbake_known}.")
  endif()
  add_subdirectory("presets/${_linuxbake_preset}")
endforeach()

add_custom_target(presets-sizes
  COMMAND "${CMAKE_COMMAND}" "-DREADME=${CMAKE_SOURCE_DIR}/README.md" -DWRITE=ON
    "-DIMAGES=${LINUXBAKE_OUTPUT_DIRECTORY}" "-DPRESETS=${LINUXBAKE_PRESETS}"
    -P "${CMAKE_CURRENT_LIST_DIR}/PresetSizes.cmake"
  COMMENT "Writing the sizes of the images into README.md" VERBATIM)
set_target_properties(presets-sizes PROPERTIES FOLDER LinuxBake/internal)
