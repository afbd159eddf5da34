// SPDX-License-Identifier: MIT
#include "deb/repository.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <system_error>

#include "common/files.h"
#include "common/sha256.h"
#include "deb/directory_lock.h"
#include "deb/package.h"
#include "deb/pool.h"
#include "deb/release_date.h"

namespace linuxbake::deb {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t seconds_of_day = std::uint64_t{24} * 60 * 60;

// What Release lists: names relative to dists/<suite>, and their bytes.
using Lists = std::map<std::string, std::string>;

std::set<std::string> architectures_of(const Repository& repository,
                                       const std::vector<PoolEntry>& entries) {
  std::set<std::string> all(repository.architectures.begin(), repository.architectures.end());
  for (const PoolEntry& entry : entries) all.insert(entry.control.get("Architecture"));
  all.erase("all");
  return all;
}

std::set<std::string> components_of(const Repository& repository,
                                    const std::vector<PoolEntry>& entries) {
  std::set<std::string> all;
  for (const auto& [component, file] : repository.packages) all.insert(component);
  for (const PoolEntry& entry : entries) all.insert(entry.component);
  return all;
}

std::string packages_text(const std::vector<PoolEntry>& entries, const std::string& component,
                          const std::string& architecture) {
  std::string text;
  for (const PoolEntry& entry : entries) {
    const std::string of = entry.control.get("Architecture");
    if (entry.component != component || (of != architecture && of != "all")) continue;
    text += entry.stanza() + "\n";
  }
  return text;
}

Result<Lists> lists_of(const Repository& repository, const std::vector<PoolEntry>& entries) {
  Lists lists;
  for (const std::string& component : components_of(repository, entries)) {
    for (const std::string& architecture : architectures_of(repository, entries)) {
      const std::string name = fmt::format("{}/binary-{}/Packages", component, architecture);
      const std::string text = packages_text(entries, component, architecture);
      for (const auto& [suffix, compression] :
           {std::pair("", cpio::Compression::none), std::pair(".gz", cpio::Compression::gzip),
            std::pair(".xz", cpio::Compression::xz)}) {
        Result<std::string> bytes = compressed(text, compression);
        if (!bytes) return tl::unexpected(bytes.error());
        lists[name + suffix] = std::move(*bytes);
      }
    }
  }
  return lists;
}

std::string joined_words(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// Without its dates.
Paragraph release_of(const Repository& repository, const std::vector<PoolEntry>& entries,
                     const Lists& lists) {
  Paragraph release;
  const auto add = [&](const char* field, const std::string& value) {
    if (!value.empty()) release.set(field, value);
  };
  add("Origin", repository.origin);
  add("Label", repository.label);
  add("Suite", repository.suite);
  add("Codename", repository.codename.empty() ? repository.suite : repository.codename);
  add("Acquire-By-Hash", "yes");
  add("Architectures", joined_words(architectures_of(repository, entries)));
  add("Components", joined_words(components_of(repository, entries)));
  add("Description", repository.description);
  std::string hashes;
  for (const auto& [name, bytes] : lists)
    hashes += fmt::format("\n {} {:>16} {}", sha256(bytes), bytes.size(), name);
  add("SHA256", hashes);
  return release;
}

std::string without_dates(Paragraph release) {
  release.remove("Date");
  release.remove("Valid-Until");
  return release.text();
}

// The one that is there, if there is one.
std::optional<Paragraph> previous_release(const fs::path& suite) {
  const Result<std::string> text = read_file(suite / "Release");
  if (!text) return std::nullopt;
  const Result<Paragraph> release = parse_paragraph(*text, {});
  if (!release) return std::nullopt;
  return *release;
}

bool is_past_half(const Repository& repository, std::uint32_t date) {
  return repository.now > date &&
         repository.now - date > repository.valid_days * seconds_of_day / 2;
}

std::uint32_t date_before(const std::optional<Paragraph>& previous) {
  return previous ? seconds_of_date(previous->get("Date")).value_or(0) : 0;
}

std::uint32_t date_of(const Repository& repository, const Signer& signer, const Paragraph& release,
                      const std::optional<Paragraph>& previous) {
  const std::uint32_t before = date_before(previous);
  if (repository.date) return std::max(*repository.date, before);
  const bool is_same = previous && without_dates(*previous) == without_dates(release);
  const bool stays = is_same && before >= signer.created();
  if (repository.valid_days != 0)
    return stays && !is_past_half(repository, before) ? before : std::max(repository.now, before);
  return stays ? before : std::max(signer.created(), previous ? before + 1 : 0);
}

void add_dates(const Repository& repository, std::uint32_t date, Paragraph& release) {
  const std::string hashes = release.get("SHA256");
  release.remove("SHA256");
  release.set("Date", release_date(date));
  if (repository.valid_days != 0) {
    const std::uint64_t end = date + repository.valid_days * seconds_of_day;
    release.set("Valid-Until",
                release_date(static_cast<std::uint32_t>(std::min<std::uint64_t>(end, 0xffffffff))));
  }
  release.set("SHA256", hashes);
}

std::string by_hash_name(const std::string& list, const std::string& hash) {
  return fmt::format("{}/by-hash/SHA256/{}", list.substr(0, list.rfind('/')), hash);
}

// The names that a Release's lists have by their hashes.
std::set<std::string> by_hash_names(const Paragraph& release) {
  std::set<std::string> names;
  std::istringstream lines(release.get("SHA256"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string hash, size, name;
    if (words >> hash >> size >> name) names.insert(by_hash_name(name, hash));
  }
  return names;
}

Result<void> write_lists(const fs::path& suite, const Lists& lists) {
  for (const auto& [name, bytes] : lists) {
    for (const std::string& place : {by_hash_name(name, sha256(bytes)), name}) {
      const Result<bool> written = write_file_if_different(suite / place, bytes);
      if (!written) return tl::unexpected(written.error());
    }
  }
  return {};
}

// Lists that no Release names any more.
Result<void> remove_lists(const fs::path& suite, const Lists& lists,
                          const std::set<std::string>& stay) {
  std::vector<fs::path> gone;
  std::error_code error;
  fs::recursive_directory_iterator place(suite, error);
  for (; !error && place != fs::recursive_directory_iterator(); place.increment(error)) {
    const std::string name = place->path().lexically_relative(suite).string();
    if (place->is_directory() || place.depth() == 0) continue;
    if (!lists.contains(name) && !stay.contains(name)) gone.push_back(place->path());
  }
  for (const fs::path& path : gone) {
    if (!error) fs::remove(path, error);
  }
  if (error) return fail(error.message(), suite.string());
  return {};
}

Result<void> write_release(const fs::path& suite, const std::string& text, std::uint32_t date,
                           const Signer& signer) {
  const auto write = [&](const char* name) {
    return [&suite, name](const std::string& bytes) {
      return write_file_if_different(suite / name, bytes).map([](bool) {});
    };
  };
  const Result<std::string> around = signer.clear_signed(text, date);
  if (!around) return tl::unexpected(around.error());
  return signer.signature(text, date)
      .and_then(write("Release.gpg"))
      .and_then([&] { return write("Release")(text); })
      .and_then([&] { return write("InRelease")(*around); });
}

// The packages of today are added to what is there.
Result<std::vector<PoolEntry>> fill_pool(const Repository& repository) {
  std::vector<std::string> names;
  for (const auto& [component, file] : repository.packages) {
    const Result<std::string> name = add_to_pool(repository.directory, component, file);
    if (!name) return tl::unexpected(name.error());
    names.push_back(*name);
  }
  return read_pool(repository.directory).and_then([&](std::vector<PoolEntry> entries) {
    return remove_old(repository.directory, repository.keep, names, entries).map([&] {
      return std::move(entries);
    });
  });
}

}  // namespace

Result<std::vector<std::string>> write_repository(const Repository& repository,
                                                  const Signer& signer) {
  const Result<Descriptor> lock =
      lock_directory(repository.directory, [&] { repository.before_waiting(); });
  if (!lock) return tl::unexpected(lock.error());
  const Result<std::vector<PoolEntry>> entries = fill_pool(repository);
  if (!entries) return tl::unexpected(entries.error());
  const Result<Lists> lists = lists_of(repository, *entries);
  if (!lists) return tl::unexpected(lists.error());
  const fs::path suite = repository.directory / "dists" / repository.suite;
  const std::optional<Paragraph> previous = previous_release(suite);
  Paragraph release = release_of(repository, *entries, *lists);
  const std::uint32_t date = date_of(repository, signer, release, previous);
  add_dates(repository, date, release);
  std::set<std::string> stay = by_hash_names(release);
  if (previous) stay.merge(by_hash_names(*previous));
  const bool is_same = previous && without_dates(*previous) == without_dates(release);
  return write_lists(suite, *lists)
      .and_then([&] { return write_release(suite, release.text(), date, signer); })
      .and_then([&] { return is_same ? Result<void>() : remove_lists(suite, *lists, stay); })
      .map([&] {
        std::vector<std::string> paths;
        for (const PoolEntry& entry : *entries)
          paths.push_back((repository.directory / entry.name).string());
        return paths;
      });
}

bool is_due(const Repository& repository) {
  if (repository.valid_days == 0) return false;
  const auto release = previous_release(repository.directory / "dists" / repository.suite);
  return !release || is_past_half(repository, date_before(release));
}

}  // namespace linuxbake::deb
