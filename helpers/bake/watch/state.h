// SPDX-License-Identifier: MIT
// state.h - what the system says of files: as long as it says the same, their content is the same.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake::watch {

// A line for each file that is there: device, inode, size, and both times in parts of a second. Of
// a link, those of what is behind it.
[[nodiscard]] std::string state_of_files(const std::vector<std::filesystem::path>& files);

// A line for the directory and for each entry below it: its kind, mode, owners, link, and what the
// system says of files, also of those behind links. Errors: it cannot be searched.
[[nodiscard]] Result<std::string> state_of_directory(const std::filesystem::path& directory);

}  // namespace linuxbake::bake::watch
