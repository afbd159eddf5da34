// SPDX-License-Identifier: MIT
// tree.h - archives to source trees in the cache, sources/<name>-<version>-<hash>.
//
// A tree is extracted beside its place and renamed. <tree>.complete is written after that: a digest
// of the names, sizes and times of all its files. A tree without it, or with another digest, was
// interrupted, or somebody changed it: it is extracted again.
//
// Only its owner can write there, and builds are kept from it (linuxbake-jobs run --writable).
// Files that the archive has as writable stay so: the copy of a read-only file is one, and
// makefiles that copy a file and append to it (musl's does) work for root only then.
#pragma once

#include <filesystem>
#include <string>

#include "fetch/cache.h"

namespace linuxbake::fetch {

[[nodiscard]] std::filesystem::path tree_path(const Job& job, const std::string& version,
                                              const std::string& sha256);
[[nodiscard]] std::filesystem::path complete_mark(const std::filesystem::path& tree);

// The SHA-256 of the sorted lines "./<path> <size> <seconds>", one for whatever is no directory;
// "none" where there is no tree.
[[nodiscard]] std::string tree_digest(const std::filesystem::path& tree);

// The tree of an archive of this hash: as it is, or extracted. Errors: the archive is gone or
// damaged, it cannot be extracted, there is no room.
[[nodiscard]] Result<void> provide_tree(const Job& job, const std::filesystem::path& tree,
                                        const Found& found);

// Also directories that nobody may write.
void remove_everything(const std::filesystem::path& path);

}  // namespace linuxbake::fetch
