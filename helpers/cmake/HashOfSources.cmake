# SPDX-License-Identifier: MIT
#
# linuxbake_hash_sources(<name> <kind> FILES <file>...)
#   Sources of the library linuxbake-<name>-lib can include "<name>/hash_of_<kind>.h", which holds
#   the SHA-256 of the files and of their headers as std::string_view: what stands in a key for the
#   code that makes a result. The header follows each change of a file.
include_guard(GLOBAL)

function(linuxbake_hash_sources name kind)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "FILES")
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/generated")
  set(header "${generated}/${name}/hash_of_${kind}.h")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/HashOfSourcesNow.cmake")
  set(files "")
  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file NORMALIZE)
    cmake_path(REPLACE_EXTENSION file LAST_ONLY h OUTPUT_VARIABLE declarations)
    list(APPEND files "${file}")
    if(EXISTS "${declarations}")
      list(APPEND files "${declarations}")
    endif()
  endforeach()
  add_custom_command(OUTPUT "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DHEADER=${header}" "-DNAME=hash_of_${kind}" "-DFILES=${files}"
      -P "${script}"
    DEPENDS "${script}" ${files}
    COMMENT "Hashing what decides about results of linuxbake-${name}" VERBATIM)
  target_sources("linuxbake-${name}-lib" PRIVATE "${header}")
  target_include_directories("linuxbake-${name}-lib" PRIVATE "${generated}")
endfunction()
