// SPDX-License-Identifier: MIT
// statistics.h - the cache in figures, for people and for programs.
#pragma once

#include <string>

#include "bake/cache/inventory.h"
#include "bake/cache/limits.h"

namespace linuxbake::bake::cache {

// A table: how many entries of each kind, and how large they are; of results also by what they are.
[[nodiscard]] std::string table_of(const Path& cache, const Limits& limits);

// {"directory": …, "bytes": 0, "limits": {"bytes": 0, "seconds": 0},
//  "kinds": [{"name": "results", "entries": 0, "bytes": 0}, …],
//  "results": [{"what": "linux x86_64", "entries": 0, "bytes": 0}, …]}
[[nodiscard]] std::string json_of(const Path& cache, const Limits& limits);

}  // namespace linuxbake::bake::cache
