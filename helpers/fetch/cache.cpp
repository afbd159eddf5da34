// SPDX-License-Identifier: MIT
#include "fetch/cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <random>
#include <system_error>

#include "common/files.h"
#include "common/mapped_file.h"
#include "common/sha256.h"
#include "fetch/tree.h"

namespace linuxbake::fetch {

namespace fs = std::filesystem;

std::string Job::key() const {
  return fmt::format("{}-{}-{}", source.name, source.version, source.sha256.substr(0, 16));
}

fs::path Job::lock(std::string_view name) const {
  return settings.cache / "locks" / fmt::format("{}.lock", name);
}

fs::path Job::archive() const {
  return downloads() / fmt::format("{}-{}", source.sha256, source.archive_name);
}

fs::path Job::record_file() const {
  return downloads() / (key() + ".json");
}

Result<void> prepare_cache(const Job& job) {
  const fs::path& cache = job.settings.cache;
  std::error_code ignored;
  for (const char* name : {"downloads", "locks", "sources"})
    fs::create_directories(cache / name, ignored);
  if (::access((cache / "locks").c_str(), W_OK) == 0) return {};
  return job.console.give_up(
      {fmt::format("the cache {} cannot be written.", cache.string()),
       "Set the environment variable LINUXBAKE_CACHE_DIR to a directory that can."});
}

std::optional<Found> found_in_the_cache(const Job& job, Wanted wanted) {
  const Result<std::string> text = read_file(job.record_file());
  if (!text) return std::nullopt;
  std::optional<Record> record = parse_record(*text);
  if (!record) return std::nullopt;
  const std::string sha256 = record->at("sha256");
  if (wanted == Wanted::pinned && sha256 != job.source.sha256) return std::nullopt;
  const fs::path archive = job.downloads() / fmt::format("{}-{}", sha256, record->at("file"));
  const fs::path tree = tree_path(job, record->at("version"), sha256);
  if (!fs::exists(archive) && !fs::exists(complete_mark(tree))) return std::nullopt;
  return Found{archive, std::move(*record)};
}

Finding look_into_the_cache(const Job& job, Wanted wanted) {
  std::optional<Found> found = found_in_the_cache(job, wanted);
  if (!found) return std::nullopt;
  touch(found->archive);
  const Record& record = found->record;
  if (record.at("origin") == "debian-package")
    job.console.say(fmt::format("from the cache: Debian's package {} {}", record.at("package"),
                                record.at("package_version")));
  else
    job.console.say("from the cache");
  return found;
}

Finding look_for_a_placed_archive(const Job& job) {
  for (const fs::path& path : {job.archive(), job.downloads() / job.source.archive_name}) {
    if (!fs::exists(path)) continue;
    const Result<std::string> actual = sha256_of(path);
    if (!actual) return tl::unexpected(actual.error());
    if (*actual == job.source.sha256) {
      Found found{job.archive(), record_of(job, "archive", "")};
      return publish(job, path, found).map([&] { return std::optional(std::move(found)); });
    }
    tried_wrong_hash(job, path.string(), *actual, path);
  }
  return std::nullopt;
}

Result<void> publish(const Job& job, const fs::path& file, const Found& found) {
  const Result<bool> written = write_file_if_different(job.record_file(), found.record.text());
  if (!written) return tl::unexpected(written.error());
  std::error_code error;
  if (file != found.archive) fs::rename(file, found.archive, error);
  if (error) return fail("cannot be renamed: " + error.message(), file.string());
  return {};
}

Record record_of(const Job& job, const std::string& origin, const std::string& url) {
  const Source& source = job.source;
  return Record({{"name", source.name},
                 {"version", source.version},
                 {"requested_version", source.version},
                 {"sha256", source.sha256},
                 {"origin", origin},
                 {"url", url},
                 {"file", source.archive_name}});
}

void tried_wrong_hash(const Job& job, const std::string& origin, const std::string& actual,
                      const fs::path& file) {
  std::error_code ignored;
  job.console.tried(fmt::format(
      "wrong hash, not used: {}\n    file     {}, {} bytes\n    expected {}\n    actual   {}",
      origin, job.source.archive_name, fs::file_size(file, ignored), job.source.sha256, actual));
}

Result<std::string> sha256_of(const fs::path& file) {
  return MappedFile::open(file).map(
      [](const MappedFile& mapped) { return sha256(mapped.bytes()); });
}

std::string random_letters() {
  std::random_device device;
  std::uniform_int_distribution<int> letter('a', 'z');
  std::string letters;
  while (letters.size() < 8) letters += static_cast<char>(letter(device));
  return letters;
}

}  // namespace linuxbake::fetch
