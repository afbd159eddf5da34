// SPDX-License-Identifier: MIT
// kconfig_part.h - the part of Linux that a configuration is made of: its Kconfig files, and the
// scripts and defconfigs that they name.
//
// Who takes a kernel from a server (remote/remotes.h) needs its configuration for the key, and
// nothing else of 90,000 files. So this part is an entry of the cache as well, whose key is the
// hash of the archive; and the whole is fetched and extracted only where something is compiled.
// Then the kernel is configured again, from the whole: what the part lacks can cost time, and never
// changes a kernel.
#pragma once

#include <filesystem>
#include <string>

#include "bake/host/console.h"
#include "bake/host/words.h"
#include "bake/results/directory.h"
#include "common/result.h"

namespace linuxbake::bake {

// Whether this is the path of such a part.
[[nodiscard]] bool is_kconfig_part(const std::filesystem::path& tree);

// The path of the whole that this is a part of; any other path as it is.
[[nodiscard]] std::filesystem::path whole_of(const std::filesystem::path& tree);

// Whether the part has this file, a path that is relative to the source.
[[nodiscard]] bool belongs_to_kconfig_part(const std::filesystem::path& file);

struct SourceToDeliver {
  std::string fetch;                                            // the program linuxbake-fetch
  std::filesystem::path recipe, settings, destination, record;  // its options
};

// Makes the destination a link to the whole where it is extracted already or no server has the
// part, else to the part, beside it in the cache. What was extracted here is offered to others.
// Errors: the fetcher fails, the cache cannot be written.
[[nodiscard]] Result<void> deliver_source(const SourceToDeliver& source, const Archiver& archiver,
                                          const Console& console);

}  // namespace linuxbake::bake
