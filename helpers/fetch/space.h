// SPDX-License-Identifier: MIT
// space.h - room on the disk, and what is said where there is none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "fetch/console.h"

namespace linuxbake::fetch {

// In KiB, for who is not root; nothing where the file system does not say.
[[nodiscard]] std::optional<std::uint64_t> free_space(const std::filesystem::path& directory);

// Whether the words of a program mean a full disk: of tar, apt and their libraries.
[[nodiscard]] bool means_no_space(std::string_view words);

// Whether errno does: a full disk, a quota, a limit of the process.
[[nodiscard]] bool is_no_space(int problem);

// The error "No space left <what>."
[[nodiscard]] tl::unexpected<Error> no_space_left(const Console& console,
                                                  const std::filesystem::path& directory,
                                                  std::string_view what);

}  // namespace linuxbake::fetch
