// SPDX-License-Identifier: MIT
// copy_tree.h - one directory goes into another.
#pragma once

#include <filesystem>
#include <functional>

namespace linuxbake::bake {

// Whether a file is to be copied; directories always are.
using Choice = std::function<bool(const std::filesystem::path& file)>;

// Puts what is below `from` below `to`, with modes and times of files, over what is there. Links
// stay links. Throws std::filesystem::filesystem_error.
void copy_below(const std::filesystem::path& from, const std::filesystem::path& to,
                const Choice& is_wanted);

}  // namespace linuxbake::bake
