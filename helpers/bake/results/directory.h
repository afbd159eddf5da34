// SPDX-License-Identifier: MIT
// directory.h - results that are whole directories: an installed package, a sysroot, modules. They
// are kept as directory.tar, which has names, kinds, permissions and times, as tar(5) has them.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "bake/host/console.h"
#include "bake/results/cache.h"
#include "common/result.h"

namespace linuxbake::bake {

struct WantedDirectory {
  std::filesystem::path path;
  std::string inputs;  // the text whose hash is the key
  std::string what;    // "hello 1.0", for the messages
  // Leaves its work in the directory that it is given.
  std::function<Result<void>(const std::filesystem::path& directory)> make;
  // Its source is the user's own, which nobody has declared: it is made in any case, and not kept.
  bool is_of_own_source = false;
};

struct Archiver {
  Cache cache;
  std::string cmake;  // whose tar packs and unpacks
};

// Makes the directory anew: takes what is kept under the key, or makes it, and keeps that. Whoever
// else makes the same just now is waited for.
[[nodiscard]] Result<void> make_or_take(const WantedDirectory& wanted, const Archiver& archiver,
                                        const Console& console);

}  // namespace linuxbake::bake
