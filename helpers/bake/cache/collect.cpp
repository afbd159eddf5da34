// SPDX-License-Identifier: MIT
#include "bake/cache/collect.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "bake/results/store.h"
#include "common/file_lock.h"
#include "common/files.h"

namespace linuxbake::bake::cache {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t seconds_of_day = std::int64_t{24} * 60 * 60;

bool is_unfinished(const Entry& entry) {
  return entry.name.ends_with(".part");
}

// "<sha256>-<file>": another name has what a person put there, who may have no other copy.
bool is_ours(const Entry& archive) {
  constexpr std::size_t digits = 64;
  return archive.name.size() > digits && archive.name[digits] == '-' &&
         archive.name.find_first_not_of("0123456789abcdef") == digits;
}

// Whether the archive of an extracted source, "<name>-<version>-<beginning of its hash>", with "+"
// and more where it was patched or is a part, is there,
// so that no network is needed for it again.
bool has_archive(const Entry& source, const std::vector<Entry>& entries) {
  const std::string pristine = source.name.substr(0, source.name.find('+'));
  const std::string hash = pristine.substr(pristine.rfind('-') + 1);
  return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
    return entry.kind == Kind::downloads && entry.name.starts_with(hash);
  });
}

// Indexes and notes are small, and say themselves when they are too old.
bool may_go(const Entry& entry, const std::vector<Entry>& entries, Extent extent) {
  switch (entry.kind) {
    case Kind::results:
    case Kind::builds:
      return true;
    case Kind::sources:
      return extent == Extent::everything || has_archive(entry, entries);
    case Kind::downloads:
      return extent == Extent::everything && is_ours(entry);
    default:
      return false;
  }
}

void make_directory_of_locks(const Path& cache) {
  std::error_code ignored;  // who cannot write there removes nothing, either
  fs::create_directories(cache / "locks", ignored);
}

// The lock of whoever makes or takes it: of a result that of its key, else that of the fetcher.
Path lock_of(const Path& cache, const Entry& entry) {
  const bool is_result = entry.kind == Kind::results;
  return cache / "locks" / (is_result ? "result-" + entry.name : entry.name + ".lock");
}

// Nobody sees half of it: it gets another name first.
bool remove_path(const Path& path) {
  std::error_code error;
  const Path aside = temporary_name(path);
  fs::rename(path, aside, error);
  if (error) return false;
  fs::remove_all(aside, error);
  return !error;
}

bool remove_entry(const Path& cache, const Entry& entry) {
  const Path lock_file = lock_of(cache, entry);
  const std::optional<FileLock> lock = try_lock_file(lock_file);
  if (!lock) return false;
  const bool is_gone = std::all_of(entry.paths.begin(), entry.paths.end(), remove_path);
  std::error_code ignored;
  fs::remove(lock_file, ignored);
  return is_gone;
}

// Of what has no lock while a build reads it: one of today may still do so. Nobody notes that a
// tree of a build directory is used.
bool may_be_in_use(const Entry& entry, std::int64_t now) {
  return entry.kind == Kind::builds ||
         (entry.kind != Kind::results && now - entry.used_at < seconds_of_day);
}

}  // namespace

Collected collect(const Path& cache, const Limits& limits, std::int64_t now, Extent extent) {
  make_directory_of_locks(cache);
  std::vector<Entry> entries = inventory_of(cache);
  std::sort(entries.begin(), entries.end(),
            [](const Entry& left, const Entry& right) { return left.used_at < right.used_at; });
  Collected collected;
  for (const Entry& entry : entries) collected.bytes_left += entry.bytes;
  for (const Entry& entry : entries) {
    const std::int64_t age = now - entry.used_at;
    const bool is_left_over = is_unfinished(entry) && age > seconds_of_day;
    const bool is_too_much = collected.bytes_left > limits.size && !may_be_in_use(entry, now);
    const bool is_unwanted = age > limits.age.count() || is_too_much;
    const bool goes = is_left_over || (is_unwanted && may_go(entry, entries, extent));
    if (!goes || !remove_entry(cache, entry)) continue;
    collected.bytes_left -= entry.bytes;
    collected.removed.push_back(entry);
  }
  return collected;
}

std::string report_of(const Collected& collected) {
  std::string text;
  std::uint64_t bytes = 0;
  for (const Entry& entry : collected.removed) {
    bytes += entry.bytes;
    text +=
        fmt::format("removed {} {} ({})\n", name_of(entry.kind), entry.what, in_words(entry.bytes));
  }
  return text + fmt::format("{} entries are gone, {}; {} are left\n", collected.removed.size(),
                            in_words(bytes), in_words(collected.bytes_left));
}

Result<void> collect_once_a_day(const Path& cache, std::int64_t now) {
  make_directory_of_locks(cache);
  const Path note = cache / "locks" / "collected";
  struct stat status {};
  if (::stat(note.c_str(), &status) == 0 && now - status.st_mtime < seconds_of_day) return {};
  const auto lock = try_lock_file(note);
  if (!lock) return {};
  touch(note);
  return limits_of_environment().map([&](const Limits& limits) {
    static_cast<void>(collect(cache, limits, now, Extent::what_needs_no_network));
  });
}

}  // namespace linuxbake::bake::cache
