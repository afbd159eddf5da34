// SPDX-License-Identifier: MIT
// programs.h - finding programs in PATH.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace linuxbake {

[[nodiscard]] bool is_executable(const std::filesystem::path& path);

// The path of an executable: `name` itself if it holds a slash, else from PATH, or from `path`.
[[nodiscard]] std::optional<std::filesystem::path> find_program(const std::string& name);
[[nodiscard]] std::optional<std::filesystem::path> find_program(const std::string& name,
                                                                const std::string& path);

}  // namespace linuxbake
