// SPDX-License-Identifier: MIT
// fetch.h - brings one source to a build tree, through the cache that all builds share.
//
// Places are tried in this order:
//
//   1. the user's own tree;
//   2. the cache, which includes an archive that somebody put into downloads/;
//   3. the mirrors, and the URLs in turn (addresses.h);
//   4. the packages of a Debian-family host (debian.h).
//
// Processes that want the same source wait for each other.
//
// Whoever has what is needed of a tree from elsewhere, as a part of it, asks which archive stands
// for the source, and hands that in as the tree.
#pragma once

#include <filesystem>

#include "common/result.h"
#include "fetch/console.h"
#include "fetch/recipe.h"
#include "fetch/record.h"

namespace linuxbake::fetch {

struct Delivery {
  std::filesystem::path destination;  // becomes a symbolic link to the tree
  std::filesystem::path record;       // see record.h; written only where it differs
  std::filesystem::path tree = {};    // stands for the tree: then nothing is fetched
};

// The archive that stands for the source as far as the cache knows: the pinned one, or a package's
// that was taken before. Nothing is fetched.
struct Expected {
  Record record;
  std::filesystem::path tree;  // where the extracted source is, or would be
  bool is_extracted = false;
};
[[nodiscard]] Expected expected(const Source& source, const Settings& settings, Console& console);

// The title of the console is then that of the version that was taken. Errors, of several lines,
// which begin with "linuxbake: <title>:": no place has it, no
// room, a cache that cannot be written, a destination with files in it.
[[nodiscard]] Result<void> fetch(const Source& source, const Settings& settings,
                                 const Delivery& delivery, Console& console);

}  // namespace linuxbake::fetch
