// SPDX-License-Identifier: MIT
#include "fetch/debian.h"

#include <fmt/format.h>

#include <system_error>

#include "common/files.h"
#include "common/lines.h"
#include "fetch/apt.h"
#include "fetch/apt_entries.h"
#include "fetch/archive.h"
#include "fetch/deb822.h"
#include "fetch/lock.h"
#include "fetch/space.h"
#include "fetch/tree.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

// The packages of one release, or its sources.
class Release {
 public:
  Release(const Job& job, const AptPrograms& apt, std::string_view type, std::string release)
      : job_(job),
        apt_(apt),
        type_(type),
        release_(std::move(release)),
        state_{job.settings.cache / "apt" / fmt::format("{}-{}", type, release_)} {}

  // Whether this host's entries lead to it; the user was told if not.
  Result<bool> prepare() {
    if (const Result<void> made = make_directories(state_); !made)
      return tl::unexpected(made.error());
    Result<bool> entries = write_entries(state_, apt_, type_, release_, "", job_.console);
    if (!entries) return entries;
    if (!*entries) {
      job_.console.tried("no entry of this host's apt leads to " + title());
      return false;
    }
    const Result<void> written =
        write_configuration(state_, apt_, job_.settings.stall_timeout, job_.console);
    if (!written) return tl::unexpected(written.error());
    update_if_old(state_, apt_, release_, job_.console);
    return true;
  }

  [[nodiscard]] std::string title() const { return title_of_release(release_); }

  [[nodiscard]] std::string ask_cache(const std::vector<std::string>& words) const {
    return ask_apt(state_, apt_.cache, words, job_.console);
  }

  [[nodiscard]] std::vector<PrintedUri> uris(const std::vector<std::string>& words) const {
    return parse_uris(ask_apt(state_, apt_.get, words, job_.console));
  }

  // Whether the file came; the user was told if not.
  Result<bool> download(const std::string& uri, const fs::path& file, const std::string& hash) {
    Program program;
    program.words = {apt_.helper.string(),
                     "-c",
                     state_.configuration().string(),
                     "-o",
                     "APT::Status-Fd=1",
                     "download-file",
                     uri,
                     file.string()};
    if (!hash.empty()) program.words.push_back(hash);
    program.progress = Progress::download;
    program.what = "downloading";
    const ProgramEnd end = run_to_the_end(program, job_.console);
    if (end.success && fs::exists(file)) return true;
    std::error_code ignored;
    fs::remove(file, ignored);
    fs::remove(file.string() + ".FAILED", ignored);
    if (means_no_space(end.errors))
      return no_space_left(job_.console, job_.downloads(), "while apt downloaded " + uri);
    // The index may have grown old in the cache: the next run reads it anew.
    fs::remove(state_.directory / "updated", ignored);
    job_.console.tried(fmt::format("apt could not download {}: {}", uri, complaint_of(end.errors)));
    return false;
  }

 private:
  const Job& job_;
  const AptPrograms& apt_;
  const std::string type_, release_;
  const AptState state_;
};

// The name of the file of this hash among the checksums of a source package.
std::string file_of_hash(const Paragraph& package, const std::string& sha256) {
  const Field* field = field_of(package, "checksums-sha256");
  if (field == nullptr) return {};
  for (const std::string& line : field->lines) {
    const std::vector<std::string> words = plain_words(line);
    if (words.size() == 3 && words[0] == sha256) return words[2];
  }
  return {};
}

// Only the one file: unstable's index is now and then ahead of what the other files are.
Finding fetch_orig(const Job& job, Release& release, const std::string& file,
                   const std::string& version) {
  const std::string& package = job.source.debian_source;
  std::string uri;
  for (const PrintedUri& printed :
       release.uris({"source", "--print-uris", fmt::format("{}={}", package, version)}))
    if (printed.file == file && uri.empty()) uri = printed.uri;
  if (uri.empty()) return std::nullopt;
  job.console.say(fmt::format("downloading {} of the source package {} {} of {}", file, package,
                              version, release.title()));
  const fs::path part = job.archive().string() + ".deb-part";
  const Result<bool> done = release.download(uri, part, "SHA256:" + job.source.sha256);
  if (!done) return tl::unexpected(done.error());
  if (!*done) return std::nullopt;
  const Result<std::string> actual = sha256_of(part);
  if (!actual) return tl::unexpected(actual.error());
  if (*actual != job.source.sha256) {
    tried_wrong_hash(job, uri, *actual, part);
    std::error_code ignored;
    fs::remove(part, ignored);
    return std::nullopt;
  }
  Found found{job.archive(), record_of(job, "debian-source", uri)};
  found.record.set("package", package);
  found.record.set("package_version", version);
  return publish(job, part, found).map([&] { return std::optional(std::move(found)); });
}

// The upstream archive of a source package, by its hash: any version that has it will do.
Finding try_source_package(const Job& job, Release& release) {
  const std::string& package = job.source.debian_source;
  const Result<bool> ready = release.prepare();
  if (!ready) return tl::unexpected(ready.error());
  if (!*ready) return std::nullopt;
  for (const Paragraph& paragraph :
       parse_deb822(release.ask_cache({"showsrc", "--only-source", package}))) {
    const std::string file = file_of_hash(paragraph, job.source.sha256);
    if (file.empty()) continue;
    Finding found = fetch_orig(job, release, file, value_of(paragraph, "version"));
    if (!found || *found) return found;
  }
  job.console.tried(fmt::format("no archive with this hash among the source packages '{}' of {}",
                                package, release.title()));
  return std::nullopt;
}

void say_what_was_taken(const Job& job, const std::string& version) {
  job.console.notice(fmt::format(R"(
{} could not be had; this build takes Debian's package instead:
    {} {}
  It is another release with Debian's patches, and apt's signature stands for it, not the pinned
  hash. The cache keeps it. LINUXBAKE_DEBIAN_FALLBACK=OFF makes the build stop here instead.
)",
                                 job.console.title(), job.source.debian_package, version));
}

// A directory that goes away with what is in it.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) {
    std::error_code ignored;
    fs::create_directories(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { remove_everything(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// An ar archive with a tar archive in it; the same tar reads both. What went wrong.
std::string unpack_deb(const Job& job, const fs::path& directory) {
  std::string errors = unpack(job, {"package.deb", directory, {}, Progress::none, "unpacking"});
  std::error_code ignored;
  fs::path data;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored))
    if (entry.path().filename().string().starts_with("data.tar")) data = entry.path().filename();
  fs::remove(directory / "package.deb", ignored);
  if (!errors.empty() || data.empty()) return errors;
  return unpack(job,
                {data, directory, {"./" + job.source.debian_path}, Progress::none, "unpacking"});
}

// The source that is in a package, as an archive of the cache.
Finding take_from_package(const Job& job, const fs::path& directory, const std::string& uri,
                          const std::string& version) {
  const Source& source = job.source;
  job.console.say("unpacking " + source.debian_path);
  const std::string errors = unpack_deb(job, directory);
  const fs::path file = directory / source.debian_path;
  if (!fs::exists(file) || !errors.empty()) {
    if (means_no_space(errors))
      return no_space_left(job.console, job.downloads(),
                           "while unpacking " + source.debian_package);
    job.console.tried(
        fmt::format("{} {} does not hold {}", source.debian_package, version, source.debian_path));
    return std::nullopt;
  }
  const Result<std::string> sha256 = sha256_of(file);
  if (!sha256) return tl::unexpected(sha256.error());
  const std::string name = file.filename().string();
  Found found{job.downloads() / fmt::format("{}-{}", *sha256, name),
              record_of(job, "debian-package", uri)};
  found.record.set("version", upstream_version(version));
  found.record.set("sha256", *sha256);
  found.record.set("file", name);
  found.record.set("package", source.debian_package);
  found.record.set("package_version", version);
  return publish(job, file, found).map([&] { return std::optional(std::move(found)); });
}

// Another tree than the pinned one, and trusted by apt's signature: said plainly, and recorded.
Finding try_binary_package(const Job& job, Release& release) {
  const std::string& package = job.source.debian_package;
  const Result<bool> ready = release.prepare();
  if (!ready) return tl::unexpected(ready.error());
  if (!*ready) return std::nullopt;
  const std::vector<Paragraph> shown =
      parse_deb822(release.ask_cache({"show", "--no-all-versions", package}));
  const std::string version = shown.empty() ? "" : value_of(shown.front(), "version");
  if (version.empty()) {
    job.console.tried(fmt::format("no package {} in {}", package, release.title()));
    return std::nullopt;
  }
  const std::vector<PrintedUri> uris = release.uris({"download", "--print-uris", package});
  if (uris.empty()) {
    job.console.tried(fmt::format("no address for {} in {}", package, release.title()));
    return std::nullopt;
  }
  job.console.say(
      fmt::format("downloading the package {} {} of {}", package, version, release.title()));
  const Scratch scratch(job.downloads() / fmt::format("{}.deb-{}", job.key(), random_letters()));
  const Result<bool> done =
      release.download(uris.front().uri, scratch.path() / "package.deb", uris.front().hash);
  if (!done) return tl::unexpected(done.error());
  if (!*done) return std::nullopt;
  Finding found = take_from_package(job, scratch.path(), uris.front().uri, version);
  if (found && *found) say_what_was_taken(job, version);
  return found;
}

Finding try_releases(const Job& job, const AptPrograms& apt) {
  const Result<std::string> os_release = read_file("/etc/os-release");
  const std::vector<std::string> releases = releases_to_try(os_release ? *os_release : "");
  for (const bool is_source : {true, false}) {
    if ((is_source ? job.source.debian_source : job.source.debian_package).empty()) continue;
    for (const std::string& name : releases) {
      Release release(job, apt, is_source ? "deb-src" : "deb", name);
      Finding found =
          is_source ? try_source_package(job, release) : try_binary_package(job, release);
      if (!found || *found) return found;
    }
  }
  return std::nullopt;
}

}  // namespace

Finding try_debian(const Job& job) {
  const Source& source = job.source;
  const bool has_package = !source.debian_source.empty() || !source.debian_package.empty();
  if (!job.settings.debian_fallback || !has_package) return std::nullopt;
  if (job.settings.offline) {
    job.console.tried("not asked, because of LINUXBAKE_OFFLINE: the packages of a Debian host");
    return std::nullopt;
  }
  const std::optional<AptPrograms> apt = find_apt();
  if (!apt) return std::nullopt;
  const Result<FileLock> lock =
      lock_or_wait(job.lock("apt"), "reads the package indexes", job.console);
  if (!lock) return tl::unexpected(lock.error());
  return try_releases(job, *apt);
}

std::string upstream_version(const std::string& version) {
  const std::size_t colon = version.find_first_not_of("0123456789");
  const bool has_epoch = colon != std::string::npos && colon > 0 && version[colon] == ':';
  const std::string rest = has_epoch ? version.substr(colon + 1) : version;
  return rest.substr(0, rest.rfind('-'));
}

}  // namespace linuxbake::fetch
