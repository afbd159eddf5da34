// SPDX-License-Identifier: MIT
// limits.h - how much is kept in the cache, and for how long without being used.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::bake::cache {

using Seconds = std::chrono::seconds;

struct Limits {
  std::uint64_t size = std::uint64_t{20} << 30U;  // bytes
  Seconds age = std::chrono::hours(24 * 90);
};

// $LINUXBAKE_CACHE_MAX_SIZE and $LINUXBAKE_CACHE_MAX_AGE, as "20G" and "90d", else the defaults.
// Errors: what is neither; they name the variable.
[[nodiscard]] Result<Limits> limits_of_environment();

// "512K", "300M", "20G", "1T": powers of 1024; "0" keeps nothing. Errors: another text.
[[nodiscard]] Result<std::uint64_t> size_of(std::string_view text);

// "12h", "90d", "8w"; "0" keeps nothing. Errors: another text.
[[nodiscard]] Result<Seconds> age_of(std::string_view text);

// "1.5 GB" of bytes, in powers of 1024.
[[nodiscard]] std::string in_words(std::uint64_t bytes);

}  // namespace linuxbake::bake::cache
