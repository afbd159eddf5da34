// SPDX-License-Identifier: MIT
// file_hash.h - the SHA-256 of files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::bake {

inline constexpr std::size_t digits_of_hash = 64;

// Whether it is 64 lower-case hexadecimal digits.
[[nodiscard]] bool is_hash(std::string_view text);

// The hash in that form. Errors: it cannot be read.
[[nodiscard]] Result<std::string> file_hash(const std::filesystem::path& file);

// Those of all of them, each with `before` and a newline around it.
[[nodiscard]] Result<std::string> lines_of_hashes(const std::vector<std::filesystem::path>& files,
                                                  const std::string& before);

}  // namespace linuxbake::bake
