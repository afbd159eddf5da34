// SPDX-License-Identifier: MIT
// inventory.h - what is in the cache that all builds of a user share, how large it is, and when it
// was used last.
//
//   results    finished builds (results/store.h)
//   downloads  archives of sources
//   sources    the same, extracted
//   builds     trees of build directories in whose path nothing can be compiled
//   tools      notes on compilers, and what tests have fetched
//   others     package indexes, locks, notes of where archives came from
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "bake/cache/limits.h"
#include "bake/results/uses.h"

namespace linuxbake::bake::cache {

using Path = std::filesystem::path;

enum class Kind : std::uint8_t { results, downloads, sources, builds, tools, others };
[[nodiscard]] const char* name_of(Kind kind);

// What comes and goes together: of a source the tree and the mark that it is whole.
struct Entry {
  Kind kind = Kind::others;
  std::string name;          // of a result the key
  std::string what;          // of a result what it is: "linux x86_64"; else the name
  std::vector<Path> paths;   // in no order
  std::uint64_t bytes = 0;   // on the disk, as du(1) counts
  std::int64_t used_at = 0;  // the latest time of one of them; seconds since 1970
  Uses uses;                 // of a result
};

// In no order. A file system that says nothing about a file counts it as empty.
[[nodiscard]] std::vector<Entry> inventory_of(const Path& cache);

}  // namespace linuxbake::bake::cache
