// SPDX-License-Identifier: MIT
// file_identity.h - a file in a key for what was made of it.
#pragma once

#include <filesystem>
#include <string>

namespace linuxbake {

// A line that no other file has, nor this one after a change: path, size, time.
[[nodiscard]] std::string file_identity(const std::filesystem::path& path);

}  // namespace linuxbake
