// SPDX-License-Identifier: MIT
#include "bake/remote/remotes.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <future>

#include "bake/cache/limits.h"
#include "bake/host/file_hash.h"
#include "bake/remote/http.h"
#include "bake/remote/patience.h"
#include "bake/remote/signature.h"
#include "bake/remote/workplace.h"
#include "bake/results/store.h"
#include "common/files.h"
#include "common/lines.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_connections = 4;
constexpr std::size_t digits_shown = 12;

Result<void> take_file(Server& server, const File& file, const fs::path& directory) {
  const fs::path path = directory / file.name;
  if (const auto taken = server.take(file, path); !taken) return taken;
  const Result<std::string> hash = file_hash(path);
  if (!hash) return tl::unexpected(hash.error());
  if (*hash != file.hash) return fail(file.name + " is not what was signed");
  if (file.name == "inputs") return {};
  std::error_code problem;
  fs::permissions(path, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read,
                  problem);
  if (problem) return fail(problem.message(), path.string());
  return {};
}

// Each connection takes the next file that nobody takes.
Result<void> take_files(Server& server, const std::string& address, const Statement& statement,
                        const fs::path& directory) {
  std::atomic<std::size_t> next = 0;
  const auto take_rest = [&](Server& one) -> Result<void> {
    for (std::size_t i = next++; i < statement.files.size(); i = next++)
      if (auto taken = take_file(one, statement.files[i], directory); !taken) return taken;
    return {};
  };
  std::vector<std::future<Result<void>>> others;
  const std::size_t connections = std::min(most_connections, statement.files.size() - 1);
  for (std::size_t count = 1; count < connections; ++count)
    others.push_back(std::async(std::launch::async, [&]() -> Result<void> {
      const auto other = open_server(address);
      return other ? take_rest(**other) : Result<void>(tl::unexpected(other.error()));
    }));
  Result<void> done = take_rest(server);
  for (std::future<Result<void>>& one : others)
    if (const Result<void> end = one.get(); done && !end) done = end;
  return done;
}

Result<void> put_into_cache(const Statement& statement, const fs::path& directory,
                            const fs::path& cache) {
  if (const auto written = write_file_if_different(directory / "SHA256SUMS", sums_of(statement));
      !written)
    return tl::unexpected(written.error());
  if (const std::string fault = fault_of_entry(directory, statement.key); !fault.empty())
    return fail(fault);
  const fs::path place = cache / "results" / statement.key;
  std::error_code problem;
  fs::rename(directory, place, problem);
  const bool was_quicker =
      problem && fault_of_entry(place, statement.key).empty();  // somebody else
  if (problem && !was_quicker) return fail(problem.message(), place.string());
  return {};
}

std::string beginning_of(const std::string& key) {
  return key.substr(0, digits_shown) + "…";
}

}  // namespace

Result<std::optional<Taken>> take_entry(Server& server, const std::string& address,
                                        const std::string& key, const Trust& trust,
                                        const fs::path& cache) {
  const Result<std::optional<Signed>> found = server.look_up(key);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return std::optional<Taken>();
  const Workplace work(cache / "results" / ("signature-" + key));
  const Result<std::string> signer =
      trust.in_everybody ? "nobody" : signer_of(**found, trust.keys, work.path());
  if (!signer) return tl::unexpected(signer.error());
  const Result<Statement> statement = parse_statement((*found)->statement);
  if (!statement) return tl::unexpected(statement.error());
  if (statement->key != key) return fail("it is that of another key");
  const Workplace entry(cache / "results" / key);
  return take_files(server, address, *statement, entry.path())
      .and_then([&] { return put_into_cache(*statement, entry.path(), cache); })
      .map([&] {
        return std::optional(Taken{*signer, bytes_of(*statement)});
      });
}

Result<Statement> statement_of(const fs::path& entry, const std::string& key) {
  if (const std::string fault = fault_of_entry(entry, key); !fault.empty())
    return fail(fault, entry.string());
  const Result<std::string> sums = read_file(entry / "SHA256SUMS");
  if (!sums) return tl::unexpected(sums.error());
  Statement statement{key, {}};
  for (std::string_view rest = *sums; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const std::string name(line.substr(digits_of_hash + 2));
    std::error_code problem;
    const std::uintmax_t bytes = fs::file_size(entry / name, problem);
    if (problem) return fail(problem.message(), (entry / name).string());
    statement.files.push_back({std::string(line.substr(0, digits_of_hash)), bytes, name});
  }
  return statement;
}

Remotes::Remotes(const Cache& cache, const Console& console) : cache_(cache), console_(console) {
  Result<Settings> settings = read_settings(cache.remotes);
  if (settings)
    settings_ = *std::move(settings);
  else
    console.warn(settings.error().text());
}

bool Remotes::take(const std::string& key) const {
  return std::any_of(settings_.places.begin(), settings_.places.end(),
                     [&](const Place& place) { return take_from(place.address, key); });
}

bool Remotes::take_from(const std::string& address, const std::string& key) const {
  const Patience patience(cache_.directory, address, "take");
  if (patience.is_over()) return false;
  const Result<std::optional<Taken>> taken =
      open_server(address).and_then([&](const std::unique_ptr<Server>& server) {
        return take_entry(*server, address, key, {settings_.keys}, cache_.directory);
      });
  const std::string name = shown_url(address);
  if (!taken) {
    console_.warn(fmt::format("nothing is taken from {}, and it is built here: {} (result {})",
                              name, taken.error().text(), beginning_of(key)));
    if (patience.note_fault()) console_.warn(fmt::format("{} is left alone for ten minutes", name));
    return false;
  }
  patience.note_success();
  if (!*taken) return false;
  console_.say(fmt::format("taken from {}: {}, signed by {}", name,
                           cache::in_words((*taken)->bytes), (*taken)->signer));
  return true;
}

void Remotes::give(const std::string& key) const {
  const bool has_takers = std::any_of(settings_.places.begin(), settings_.places.end(),
                                      [](const Place& place) { return !place.is_readonly; });
  if (settings_.signer.empty() || !has_takers) return;
  const fs::path entry = cache_.directory / "results" / key;
  const Workplace work(cache_.directory / "results" / ("signature-" + key));
  const Result<Statement> statement = statement_of(entry, key);
  const Result<Signed> whole = statement.and_then(
      [&](const Statement& one) { return sign(text_of(one), settings_.signer, work.path()); });
  if (!whole) return console_.warn("nothing is sent: " + whole.error().text());
  for (const Place& place : settings_.places)
    if (!place.is_readonly) give_to(place.address, *statement, *whole, entry);
}

void Remotes::give_to(const std::string& address, const Statement& statement, const Signed& whole,
                      const fs::path& entry) const {
  const Patience patience(cache_.directory, address, "give");
  if (patience.is_over()) return;
  const Result<void> given = open_server(address).and_then(
      [&](const std::unique_ptr<Server>& server) { return server->give(statement, whole, entry); });
  const std::string name = shown_url(address);
  if (given) {
    patience.note_success();
    console_.say(fmt::format("sent to {}: {}", name, cache::in_words(bytes_of(statement))));
    return;
  }
  console_.warn(fmt::format("{} does not take it: {}", name, given.error().text()));
  if (patience.note_fault())
    console_.warn(fmt::format("nothing is sent to {} for ten minutes", name));
}

}  // namespace linuxbake::bake::remote
