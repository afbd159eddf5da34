# SPDX-License-Identifier: MIT
#
# cmake -DHEADER=<file> -DFILES=<file;...> -P EmbedTextsNow.cmake: see EmbedTexts.cmake.
set(header "// Made by EmbedTextsNow.cmake.
#pragma once

#include <string_view>

namespace linuxbake::embedded {
")
foreach(file IN LISTS FILES)
  file(READ "${file}" text)
  string(REGEX REPLACE "\n#:[^\n]*" "" text "\n${text}")
  string(SUBSTRING "${text}" 1 -1 text)
  if(text MATCHES "\\)text\"")
    message(FATAL_ERROR "${file} holds )text\", which ends a text in the header.")
  endif()
  cmake_path(GET file FILENAME name)
  string(MAKE_C_IDENTIFIER "${name}" name)
  string(APPEND header "\ninline constexpr std::string_view ${name} = R\"text(${text})text\";\n")
endforeach()
string(APPEND header "\n}  // namespace linuxbake::embedded\n")
file(WRITE "${HEADER}" "${header}")
