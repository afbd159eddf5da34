// SPDX-License-Identifier: MIT
// cache.h - the archives that all builds of a user share.
//
//   downloads/<sha256>-<file>          an archive, by content
//   downloads/<name>-<version>-….json  where the archive of that source came from
//   locks/                             of who is at it
//   sources/                           see tree.h
//
// Whatever is downloaded becomes visible by a rename, after its hash was checked. Everything in it
// may be deleted between builds.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "fetch/console.h"
#include "fetch/recipe.h"
#include "fetch/record.h"

namespace linuxbake::fetch {

// One source that is to be fetched, and where it belongs in the cache.
struct Job {
  const Source& source;
  const Settings& settings;
  Console& console;

  [[nodiscard]] std::string key() const;  // <name>-<version>-<beginning of the hash>
  [[nodiscard]] std::filesystem::path downloads() const { return settings.cache / "downloads"; }
  [[nodiscard]] std::filesystem::path lock(std::string_view name) const;
  // The pinned one; another where a package of Debian's stands in for it.
  [[nodiscard]] std::filesystem::path archive() const;
  [[nodiscard]] std::filesystem::path record_file() const;
};

struct Found {
  std::filesystem::path archive;
  Record record;
};

// Nothing: this place does not have it, and the user was told why.
using Finding = Result<std::optional<Found>>;

// Makes the directories. Errors: the cache cannot be written; also where all is there already,
// because whoever uses it holds a lock meanwhile.
[[nodiscard]] Result<void> prepare_cache(const Job& job);

enum class Wanted { pinned, any };

// What was fetched before: the pinned archive, or any that stands for this source.
[[nodiscard]] std::optional<Found> found_in_the_cache(const Job& job, Wanted wanted);
// It is used now, and the user is told.
[[nodiscard]] Finding look_into_the_cache(const Job& job, Wanted wanted);

// An archive that a person put into downloads/, under its plain name or ours. One that we put there
// has its record.
[[nodiscard]] Finding look_for_a_placed_archive(const Job& job);

// A verified file becomes the archive. Its record goes first, so that it is never there without
// one.
[[nodiscard]] Result<void> publish(const Job& job, const std::filesystem::path& file,
                                   const Found& found);

// A record of the pinned archive, from this origin.
[[nodiscard]] Record record_of(const Job& job, const std::string& origin, const std::string& url);

// Remembers that a file has another hash than the pinned one; `origin` is what is shown.
void tried_wrong_hash(const Job& job, const std::string& origin, const std::string& actual,
                      const std::filesystem::path& file);

[[nodiscard]] Result<std::string> sha256_of(const std::filesystem::path& file);

// 8 letters that no other process has.
[[nodiscard]] std::string random_letters();

}  // namespace linuxbake::fetch
