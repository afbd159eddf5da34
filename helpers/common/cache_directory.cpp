// SPDX-License-Identifier: MIT
#include "common/cache_directory.h"

#include <cstdlib>
#include <utility>

namespace linuxbake {

std::string cache_directory() {
  for (const auto& [variable, below] : {std::pair{"LINUXBAKE_CACHE_DIR", ""},
                                        {"XDG_CACHE_HOME", "/linuxbake"},
                                        {"HOME", "/.cache/linuxbake"}}) {
    const char* const value = std::getenv(variable);
    if (value != nullptr && *value != '\0') return std::string(value) + below;
  }
  return {};
}

}  // namespace linuxbake
