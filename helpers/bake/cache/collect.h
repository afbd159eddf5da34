// SPDX-License-Identifier: MIT
// collect.h - takes what was not used for a long time out of the cache, and the least recently used
// where there is too much.
//
// It may run beside builds. A result that somebody makes or takes just now is locked, and stays. So
// do sources of the last day, which a build may read, whatever the size is, package indexes and
// notes, which are small, and archives that a person put there. Trees of build directories go by
// their age alone. What is removed is fetched, extracted or built again where it is needed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bake/cache/inventory.h"
#include "bake/cache/limits.h"

namespace linuxbake::bake::cache {

struct Collected {
  std::vector<Entry> removed;
  std::uint64_t bytes_left = 0;
};

enum class Extent : std::uint8_t {
  what_needs_no_network,  // no archive, and no source whose archive is not there
  everything
};

// `now`: seconds since 1970. Whatever a killed process has left half written goes after a day.
[[nodiscard]] Collected collect(const Path& cache, const Limits& limits, std::int64_t now,
                                Extent extent = Extent::everything);

// A line for each that was removed, and what is left.
[[nodiscard]] std::string report_of(const Collected& collected);

// The same with the limits of the environment, once a day at most, so that the cache of those who
// never ask does not grow for ever; of what needs no network, because nobody has asked. Errors: a
// limit is none.
[[nodiscard]] Result<void> collect_once_a_day(const Path& cache, std::int64_t now);

}  // namespace linuxbake::bake::cache
