// SPDX-License-Identifier: MIT
#include "fetch/fetch.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <system_error>

#include "common/files.h"
#include "fetch/addresses.h"
#include "fetch/cache.h"
#include "fetch/debian.h"
#include "fetch/lock.h"
#include "fetch/silent_hosts.h"
#include "fetch/tree.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

// Files at the top of the tree that say what it may be used for, sorted.
std::vector<std::string> license_files_of(const fs::path& tree) {
  constexpr std::array<const char*, 6> patterns = {"COPYING*", "COPYRIGHT*",    "LICEN[CS]E*",
                                                   "NOTICE*",  "[Cc]opyright*", "[Ll]icen[cs]e*"};
  std::vector<std::string> files;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(tree, error)) {
    const std::string name = entry.path().filename().string();
    std::error_code ignored;
    const bool is_named_so = std::any_of(patterns.begin(), patterns.end(), [&](const char* one) {
      return ::fnmatch(one, name.c_str(), 0) == 0;
    });
    if (is_named_so && !entry.is_directory(ignored)) files.push_back(name);
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<void> link_destination(const Job& job, const fs::path& destination, const fs::path& tree) {
  std::error_code error;
  if (fs::is_symlink(destination, error)) {
    if (fs::read_symlink(destination, error) == tree) return {};
    fs::remove(destination, error);
  } else if (fs::is_directory(destination, error)) {
    // ExternalProject makes an empty one.
    if (!fs::is_empty(destination, error))
      return job.console.give_up(
          {fmt::format("{} is a directory with files in it, where a link to the source belongs.",
                       destination.string()),
           "Remove it."});
    fs::remove(destination, error);
  }
  fs::create_directories(destination.parent_path(), error);
  fs::create_symlink(tree, destination, error);
  if (error) return fail("cannot be linked: " + error.message(), destination.string());
  return {};
}

Result<void> deliver(const Job& job, const Delivery& delivery, const fs::path& tree,
                     Record record) {
  record.set("license", job.source.license);
  record.license_files = license_files_of(tree);
  record.set("path", tree.string());
  return link_destination(job, delivery.destination, tree)
      .and_then([&] { return write_file_if_different(delivery.record, record.text()); })
      .map([](bool) {});
}

std::string variable_of(const std::string& name) {
  std::string variable;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    variable += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return variable;
}

tl::unexpected<Error> fail_to_acquire(const Job& job) {
  const Source& source = job.source;
  const std::string reason =
      job.settings.offline ? "It is not in the cache, and LINUXBAKE_OFFLINE forbids the network:"
                           : "No place had it:";
  forget_silent_hosts(job.settings);
  return job.console.give_up(
      {reason + job.console.all_tried(), "", "Ways out:", "  put the archive into the cache, as",
       fmt::format("    {}", (job.downloads() / source.archive_name).string()),
       fmt::format("    with the SHA-256 {};", source.sha256),
       fmt::format("  set LINUXBAKE_MIRRORS to a directory or an address that has {};",
                   source.archive_name),
       fmt::format("  set LINUXBAKE_SOURCE_DIR_{} to an extracted tree.",
                   variable_of(source.name))});
}

// The archive, from the first place that has it.
Result<Found> acquire(const Job& job) {
  Finding found = look_into_the_cache(job, Wanted::pinned);
  if (found && !*found) found = look_for_a_placed_archive(job);
  if (found && !*found && job.settings.debian_fallback)
    found = look_into_the_cache(job, Wanted::any);
  if (found && !*found) found = try_addresses(job);
  if (found && !*found) found = try_debian(job);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return fail_to_acquire(job);
  return std::move(**found);
}

Result<void> fetch_pinned(const Job& job, const Delivery& delivery) {
  if (const Result<void> prepared = prepare_cache(job); !prepared) return prepared;
  const Result<FileLock> lock = lock_or_wait(job.lock(job.key()), "fetches it", job.console);
  if (!lock) return tl::unexpected(lock.error());
  const Result<Found> found = acquire(job);
  if (!found) return tl::unexpected(found.error());
  const std::string version = found->record.at("version");
  const fs::path tree = tree_path(job, version, found->record.at("sha256"));
  // Not the version that was asked for, where another stands in for it.
  job.console.set_title(fmt::format("{} {}", job.source.name, version));
  return provide_tree(job, tree, *found).and_then([&] {
    return deliver(job, delivery, tree, found->record);
  });
}

Result<void> take_tree(const Job& job, const Delivery& delivery) {
  return deliver(job, delivery, delivery.tree,
                 expected(job.source, job.settings, job.console).record);
}

Result<void> take_own_tree(const Job& job, const Delivery& delivery) {
  job.console.say("taking your tree " + job.source.source_dir);
  const Record record({{"name", job.source.name},
                       {"version", "local"},
                       {"requested_version", "local"},
                       {"origin", "directory"}});
  return deliver(job, delivery, job.source.source_dir, record);
}

}  // namespace

Expected expected(const Source& source, const Settings& settings, Console& console) {
  const Job job{source, settings, console};
  std::optional<Found> found = found_in_the_cache(job, Wanted::pinned);
  if (!found && settings.debian_fallback) found = found_in_the_cache(job, Wanted::any);
  const std::string url = source.urls.empty() ? "" : source.urls.front();
  Record record = found ? std::move(found->record) : record_of(job, "upstream", url);
  const fs::path tree = tree_path(job, record.at("version"), record.at("sha256"));
  return {std::move(record), tree, fs::exists(complete_mark(tree))};
}

Result<void> fetch(const Source& source, const Settings& settings, const Delivery& delivery,
                   Console& console) {
  const Job job{source, settings, console};
  Result<void> done = !source.source_dir.empty() ? take_own_tree(job, delivery)
                      : delivery.tree.empty()    ? fetch_pinned(job, delivery)
                                                 : take_tree(job, delivery);
  if (done || done.error().file.empty()) return done;
  return console.give_up({done.error().text()});
}

}  // namespace linuxbake::fetch
