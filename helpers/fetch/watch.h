// SPDX-License-Identifier: MIT
// watch.h - whether anything in a tree of the user's own is newer than a stamp.
#pragma once

#include <filesystem>

#include "common/result.h"

namespace linuxbake::fetch {

// A directory is newer when a file in it was made, renamed or deleted. What is called .git is left
// out, and `except` is a build tree, which may lie inside. True as well where there is no stamp.
// Errors: the tree cannot be searched.
[[nodiscard]] Result<bool> has_changed(const std::filesystem::path& source,
                                       const std::filesystem::path& except,
                                       const std::filesystem::path& stamp);

// Makes the stamp new if anything is newer than it.
[[nodiscard]] Result<void> watch(const std::filesystem::path& source,
                                 const std::filesystem::path& except,
                                 const std::filesystem::path& stamp);

}  // namespace linuxbake::fetch
