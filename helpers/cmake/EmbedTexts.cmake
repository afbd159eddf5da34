# SPDX-License-Identifier: MIT
#
# linuxbake_embed_texts(<name> FILES <file>...)
#   Sources of the library linuxbake-<name>-lib can include "embedded/<name>.h", which holds the
#   files as std::string_view in linuxbake::embedded: basic.sh as basic_sh, without the lines that
#   begin with "#:". Those are for who reads the file. The header follows each change of a file.
include_guard(GLOBAL)

function(linuxbake_embed_texts name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FILES")
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/generated")
  set(header "${generated}/embedded/${name}.h")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/EmbedTextsNow.cmake")
  set(files "")
  foreach(file IN LISTS arg_FILES)
    cmake_path(ABSOLUTE_PATH file NORMALIZE)
    list(APPEND files "${file}")
  endforeach()
  add_custom_command(OUTPUT "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DHEADER=${header}" "-DFILES=${files}" -P "${script}"
    DEPENDS "${script}" ${files}
    COMMENT "Embedding texts into linuxbake-${name}" VERBATIM)
  target_sources("linuxbake-${name}-lib" PRIVATE "${header}")
  target_include_directories("linuxbake-${name}-lib" PRIVATE "${generated}")
endfunction()
