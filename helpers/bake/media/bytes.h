// SPDX-License-Identifier: MIT
// bytes.h - bytes at a place of a file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::bake::media {

// The size of a file; 0 where there is none.
[[nodiscard]] std::uint64_t bytes_of(const std::filesystem::path& file);

// Errors, of all three: what the system says.
[[nodiscard]] Result<void> write_at(const std::filesystem::path& file, std::uint64_t offset,
                                    std::string_view bytes);

// The bytes of a file into another one, in which those that are zero are there already, as holes.
[[nodiscard]] Result<void> copy_sparsely(const std::filesystem::path& from,
                                         const std::filesystem::path& to, std::uint64_t offset);

}  // namespace linuxbake::bake::media
