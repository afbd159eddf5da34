// SPDX-License-Identifier: MIT
#include "fetch/addresses.h"

#include <fmt/format.h>
#include <unistd.h>

#include <string_view>
#include <system_error>
#include <vector>

#include "fetch/http.h"
#include "fetch/silent_hosts.h"
#include "fetch/space.h"

namespace linuxbake::fetch {
namespace {

namespace fs = std::filesystem;

constexpr int most_attempts = 4;
constexpr std::uint64_t worth_a_percentage = 8'000'000;

struct Address {
  std::string url, origin;
};

bool is_file(const std::string& url) {
  return url.starts_with('/') || url.starts_with("file://");
}

// Where a mirror has the archive: by its name, or by its hash.
std::string address_on_mirror(std::string mirror, const Source& source) {
  constexpr std::string_view by_hash = "by-hash:";
  const bool is_by_hash = mirror.starts_with(by_hash);
  if (is_by_hash) mirror.erase(0, by_hash.size());
  if (mirror.ends_with('/')) mirror.pop_back();
  return mirror + "/" + (is_by_hash ? source.sha256 : source.archive_name);
}

std::vector<Address> addresses_of(const Job& job) {
  std::vector<Address> addresses;
  for (const std::string& mirror : job.settings.mirrors)
    addresses.push_back({address_on_mirror(mirror, job.source), "mirror"});
  for (const std::string& url : job.source.urls) addresses.push_back({url, "upstream"});
  for (Address& address : addresses)
    if (is_file(address.url)) address.origin = "archive";
  return addresses;
}

fs::path part_of(const Job& job) {
  return job.archive().string() + ".part";
}

Result<void> check_space(const Job& job, std::uint64_t bytes) {
  const std::optional<std::uint64_t> free = free_space(job.downloads());
  const std::uint64_t needed = bytes / 1024;
  if (!free || *free >= needed) return {};
  return no_space_left(job.console, job.downloads(),
                       fmt::format("for {}, which needs {} KiB", job.source.archive_name, needed));
}

Result<bool> publish_part(const Job& job, const Record& record) {
  return publish(job, part_of(job), {job.archive(), record}).map([] { return true; });
}

// A copy, not a link to it: the user's file may go away, and the cache has to last.
Result<bool> copy_archive(const Job& job, const std::string& url, const Record& record) {
  const fs::path path = url.starts_with('/') ? url : url.substr(std::string("file://").size());
  std::error_code error;
  if (!fs::is_regular_file(path, error) || ::access(path.c_str(), R_OK) != 0) {
    job.console.tried(fmt::format("there is no such file that can be read: {}", path.string()));
    return false;
  }
  const Result<std::string> actual = sha256_of(path);
  if (!actual) return tl::unexpected(actual.error());
  if (*actual != job.source.sha256) {
    tried_wrong_hash(job, path.string(), *actual, path);
    return false;
  }
  if (const Result<void> room = check_space(job, fs::file_size(path, error)); !room)
    return tl::unexpected(room.error());
  fs::copy_file(path, part_of(job), fs::copy_options::overwrite_existing, error);
  if (!error) return publish_part(job, record);
  std::error_code ignored;
  fs::remove(part_of(job), ignored);
  return no_space_left(job.console, job.downloads(),
                       fmt::format("while copying {} ({})", path.string(), error.message()));
}

// The transfers from one server that has the file.
class Attempts {
 public:
  Attempts(const Job& job, std::string url, const Record& record, const Answer& answer)
      : job_(job),
        url_(std::move(url)),
        record_(record),
        total_(answer.total),
        ranges_(answer.ranges) {}

  // Whether the archive came; the user was told why not.
  Result<bool> run() {
    for (int attempt = 1; attempt <= most_attempts; ++attempt) {
      const Transfer done = transfer_once();
      if (done.write_problem != 0) return cannot_write(done);
      if (done.complete) {
        const Result<Judgement> judgement = judge_archive(done);
        if (!judgement) return tl::unexpected(judgement.error());
        if (*judgement == Judgement::right) return publish_archive();
        if (*judgement == Judgement::wrong) return false;
        reason_ = "the continued download has a wrong hash";
        job_.console.say(reason_ + "; starting afresh");
        continue;
      }
      reason_ = reason_of(done);
      const bool is_in_vain = !ranges_ && (done.stalled || attempt > 1);
      if (done.got == 0 || is_in_vain) break;
      job_.console.say(reason_ + "; trying again");
    }
    job_.console.tried(fmt::format("{}: {}", reason_, shown_address(url_)));
    return false;
  }

 private:
  enum class Judgement { right, wrong, start_afresh };

  [[nodiscard]] std::uint64_t size() const {
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(part_, error);
    return error ? 0 : bytes;
  }

  Transfer transfer_once() {
    Request request;
    request.url = url_;
    request.file = part_;
    request.stall_timeout = job_.settings.stall_timeout;
    if (ranges_ && size() < total_.value_or(0)) request.start = size();
    if (request.start > 0)
      job_.console.say(fmt::format("continuing at {} of {} bytes: {}", request.start, *total_,
                                   shown_address(url_)));
    else
      announce();
    if (total_ && *total_ > worth_a_percentage)
      request.progress = [this](int percent) {
        job_.console.say_plainly(fmt::format("[download {}% complete]", percent));
      };
    return transfer(request);
  }

  void announce() {
    const std::string size = total_ ? fmt::format(" ({})", human_size(*total_)) : std::string();
    job_.console.say(fmt::format("downloading {}{}", shown_address(url_), size));
  }

  Result<bool> cannot_write(const Transfer& done) {
    const std::string reached =
        total_ ? fmt::format("{} of {}", size(), *total_) : fmt::format("{}", size());
    std::error_code ignored;
    fs::remove(part_, ignored);
    if (!is_no_space(done.write_problem))
      return fail("cannot be written: " + std::generic_category().message(done.write_problem),
                  part_.string());
    return no_space_left(
        job_.console, job_.downloads(),
        fmt::format("while writing byte {} of {}", reached, job_.source.archive_name));
  }

  Result<Judgement> judge_archive(const Transfer& done) {
    const Result<std::string> actual = sha256_of(part_);
    if (!actual) return tl::unexpected(actual.error());
    if (*actual == job_.source.sha256) return Judgement::right;
    if (!done.resumed) tried_wrong_hash(job_, shown_address(url_), *actual, part_);
    std::error_code ignored;
    fs::remove(part_, ignored);
    return done.resumed ? Judgement::start_afresh : Judgement::wrong;
  }

  Result<bool> publish_archive() {
    const Result<bool> published = publish_part(job_, record_);
    if (published) job_.console.say("got " + job_.source.archive_name);
    return published;
  }

  [[nodiscard]] std::string reason_of(const Transfer& done) const {
    if (done.stalled)
      return fmt::format("stalled: nothing came for {} seconds, after {} bytes",
                         job_.settings.stall_timeout, size());
    if (total_ && size() < *total_)
      return fmt::format("broke off after {} of {} bytes", size(), *total_);
    return done.reason;
  }

  const Job& job_;
  const std::string url_;
  const Record& record_;
  const std::optional<std::uint64_t> total_;
  const bool ranges_;
  const fs::path part_ = part_of(job_);
  std::string reason_;
};

Result<bool> download(const Job& job, const std::string& url, const Record& record) {
  const Answer answer = ask_for_one_byte(url, seconds_to_answer(job.settings));
  if (answer.silent) note_silent(job.settings, url);
  if (!answer.there) {
    job.console.tried(fmt::format("{}: {}", answer.reason, shown_address(url)));
    return false;
  }
  if (answer.total) {
    if (const Result<void> room = check_space(job, *answer.total); !room)
      return tl::unexpected(room.error());
  }
  return Attempts(job, url, record, answer).run();
}

Result<bool> try_address(const Job& job, const std::string& url, const Record& record) {
  if (is_file(url)) return copy_archive(job, url, record);
  const char* reason = nullptr;
  if (job.settings.offline)
    reason = "not asked, because of LINUXBAKE_OFFLINE";
  else if (is_silent(job.settings, url))
    reason = "not asked, because the host did not answer a few minutes ago";
  if (reason == nullptr) return download(job, url, record);
  job.console.tried(fmt::format("{}: {}", reason, shown_address(url)));
  return false;
}

}  // namespace

std::string shown_address(const std::string& url) {
  const std::size_t host = url.find("://");
  if (host == std::string::npos) return url;
  const std::size_t at = url.substr(0, url.find('/', host + 3)).rfind('@');
  if (at == std::string::npos || at < host) return url;
  return url.substr(0, host + 3) + url.substr(at + 1);
}

Finding try_addresses(const Job& job) {
  for (const auto& [url, origin] : addresses_of(job)) {
    Record record = record_of(job, origin, shown_address(url));
    const Result<bool> done = try_address(job, url, record);
    if (!done) return tl::unexpected(done.error());
    if (*done) return Found{job.archive(), std::move(record)};
  }
  return std::nullopt;
}

}  // namespace linuxbake::fetch
