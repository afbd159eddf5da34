// SPDX-License-Identifier: MIT
// statistics.h - the cache in figures, for people and for programs.
#pragma once

#include <string>

#include "bake/cache/inventory.h"
#include "bake/cache/limits.h"

namespace linuxbake::bake::cache {

// A table: how many entries of each kind, and how large they are; of results also by what they are,
// how often they were used instead of a build, how often a server had them, and the time that the
// builds would have taken. Who built them may have had another machine.
[[nodiscard]] std::string table_of(const Path& cache, const Limits& limits);

// {"directory": …, "bytes": 0, "limits": {"bytes": 0, "seconds": 0},
//  "kinds": [{"name": "results", "entries": 0, "bytes": 0}, …],
//  "results": [{"what": "linux x86_64", "entries": 0, "bytes": 0, "uses": 0, "from_servers": 0,
//               "bytes_used": 0, "seconds_saved": 0.0}, …]}
[[nodiscard]] std::string json_of(const Path& cache, const Limits& limits);

}  // namespace linuxbake::bake::cache
