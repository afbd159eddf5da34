// SPDX-License-Identifier: MIT
// uses.h - how often an entry of the cache was used instead of a build, and how long that build
// took: what `linuxbake-bake cache stats` adds up.
//
//   uses/<key>             a byte for each use: 'h' where it was here, 's' where a server had it
//   results/<key>/seconds  how long it took whoever has built it, "12.3"
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace linuxbake::bake {

inline constexpr const char* name_of_seconds = "seconds";

struct Uses {
  std::uint64_t here = 0, from_servers = 0;
  double seconds = 0;  // of the build; 0 where nobody has noted it

  [[nodiscard]] std::uint64_t all() const { return here + from_servers; }
};

enum class UsedFrom : char { here = 'h', server = 's' };

// A cache that cannot be written has no figures.
void count_use(const std::filesystem::path& cache, const std::string& key, UsedFrom origin);

[[nodiscard]] Uses uses_of(const std::filesystem::path& cache, const std::string& key);

// The text of the file of seconds.
[[nodiscard]] std::string text_of_seconds(std::chrono::steady_clock::duration time);

}  // namespace linuxbake::bake
