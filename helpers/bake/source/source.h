// SPDX-License-Identifier: MIT
// source.h - the source of a target: found, patched, and checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "common/result.h"

namespace linuxbake::bake {

struct Source {
  std::filesystem::path tree;  // the real path; nobody writes there, unless it is the user's own
  std::string version;         // of what was fetched: another than the recipe's where a package of
                               // Debian's stands in
  std::string identity;        // the hash of its archive; empty for a tree of the user's own
  bool is_part = false;        // there is only what configures (kconfig_part.h)
};

// What of it has to be there.
enum class SourceExtent : std::uint8_t { kconfig_part, whole };

// Fetches what is not there, as in an emptied cache. Errors: the fetcher fails.
[[nodiscard]] Result<void> fetch_if_away(const FetchedSource& source, const std::string& name,
                                         SourceExtent extent);

// The hash of the archive that the fetcher's record names; empty for a tree of the user's own.
// Errors: the record cannot be read, or is no JSON.
[[nodiscard]] Result<std::string> recorded_hash(const std::filesystem::path& record);

// Fetches the source if the cache was emptied, and patches it. Errors: the fetcher fails, a patch
// does not apply, the tree is another one's source, or has a path that cannot be built in.
[[nodiscard]] Result<Source> find_source(const Recipe& recipe, const Console& console,
                                         SourceExtent extent = SourceExtent::whole);

// The tree with these patches: made in the cache, beside the pristine one, once for each set of
// patches. Links to the pristine files, and new files where a patch changed them.
[[nodiscard]] Result<std::filesystem::path> patched_tree(const std::filesystem::path& pristine,
                                                         const std::string& source_name,
                                                         const Recipe& recipe,
                                                         const Console& console);

// Copies a tree to where it may be changed: what is newer than what is there, without .git.
[[nodiscard]] Result<void> copy_source(const std::filesystem::path& tree,
                                       const std::filesystem::path& to, const Console& console);

}  // namespace linuxbake::bake
