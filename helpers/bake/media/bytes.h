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

// Errors, of all that write: what the system says.
[[nodiscard]] Result<void> write_at(const std::filesystem::path& file, std::uint64_t offset,
                                    std::string_view bytes);

// A file of zeroes, which take no space, in place of what was there.
[[nodiscard]] Result<void> make_empty_file(const std::filesystem::path& file, std::uint64_t size);

// The bytes of a file into another one, in which those that are zero are there already, as holes.
[[nodiscard]] Result<void> copy_sparsely(const std::filesystem::path& from,
                                         const std::filesystem::path& to, std::uint64_t offset);

// A copy of a file, with holes for what is zero, in place of what was there.
// std::filesystem::copy_file() does not say that the disk is full.
[[nodiscard]] Result<void> copy_with_holes(const std::filesystem::path& from,
                                           const std::filesystem::path& to);

}  // namespace linuxbake::bake::media
