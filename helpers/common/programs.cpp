// SPDX-License-Identifier: MIT
#include "common/programs.h"

#include <unistd.h>

#include <cstdlib>

#include "common/lines.h"

namespace linuxbake {

bool is_executable(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  return find_program(name, path == nullptr ? "/usr/bin:/bin" : path);
}

std::optional<std::filesystem::path> find_program(const std::string& name,
                                                  const std::string& path) {
  if (name.find('/') != std::string::npos) {
    if (is_executable(name)) return name;
    return std::nullopt;
  }
  for (const std::string& directory : split(path, ":")) {
    std::filesystem::path candidate =
        std::filesystem::path(directory.empty() ? "." : directory) / name;
    if (is_executable(candidate)) return candidate;
  }
  return std::nullopt;
}

}  // namespace linuxbake
