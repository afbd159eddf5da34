// SPDX-License-Identifier: MIT
#include "fetch/space.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace linuxbake::fetch {

std::optional<std::uint64_t> free_space(const std::filesystem::path& directory) {
  struct statvfs state {};
  if (::statvfs(directory.c_str(), &state) != 0) return std::nullopt;
  return static_cast<std::uint64_t>(state.f_bavail) * state.f_frsize / 1024;
}

// CMake's tar says "size failed" where it cannot write a file to its end, and "unknown warning" of
// a hole that it leaves.
bool means_no_space(std::string_view words) {
  constexpr std::array<std::string_view, 6> signs = {"No space left", "File too large",
                                                     "SIGXFSZ",       "quota exceeded",
                                                     "size failed",   "unknown warning"};
  return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) {
    return words.find(sign) != std::string_view::npos;
  });
}

bool is_no_space(int problem) {
  return problem == ENOSPC || problem == EFBIG || problem == EDQUOT;
}

tl::unexpected<Error> no_space_left(const Console& console, const std::filesystem::path& directory,
                                    std::string_view what) {
  const std::optional<std::uint64_t> free = free_space(directory);
  return console.give_up({fmt::format("No space left {}.", what),
                          fmt::format("Directory: {}", directory.string()),
                          free ? fmt::format("Free there: {} KiB.", *free) : std::string(),
                          "Make room, or set LINUXBAKE_CACHE_DIR to a place that has some.",
                          "Nothing half-written was kept."});
}

}  // namespace linuxbake::fetch
