// SPDX-License-Identifier: MIT
#include "common/file_identity.h"

#include <fmt/format.h>

namespace linuxbake {

namespace fs = std::filesystem;

std::string file_identity(const fs::path& path) {
  std::error_code ignored;
  return fmt::format("{} {} {}\n", path.string(), fs::file_size(path, ignored),
                     fs::last_write_time(path, ignored).time_since_epoch().count());
}

}  // namespace linuxbake
