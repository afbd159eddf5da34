# SPDX-License-Identifier: MIT
#
# cmake -DHEADER=<file> -DNAME=<name> -DFILES=<file;...> -P HashOfSourcesNow.cmake: see
# HashOfSources.cmake.
set(hashes "")
foreach(file IN LISTS FILES)
  file(SHA256 "${file}" hash)
  string(APPEND hashes "${hash}\n")
endforeach()
string(SHA256 hash "${hashes}")
file(WRITE "${HEADER}" "// Made by HashOfSourcesNow.cmake.
#pragma once

#include <string_view>

namespace linuxbake {

inline constexpr std::string_view ${NAME} = \"${hash}\";

}  // namespace linuxbake
")
