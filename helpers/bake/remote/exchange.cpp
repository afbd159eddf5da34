// SPDX-License-Identifier: MIT
#include "bake/remote/exchange.h"

#include <algorithm>

#include "bake/host/file_hash.h"
#include "bake/remote/signature.h"
#include "bake/remote/workplace.h"
#include "bake/results/store.h"

namespace linuxbake::bake::remote {
namespace {

namespace fs = std::filesystem;

bool is_present(const fs::path& cache, const std::string& key) {
  return fault_of_entry(cache / "results" / key, key).empty();
}

Result<Signed> signed_by(const fs::path& signer, const Statement& statement, const fs::path& work) {
  if (signer.empty()) return Signed{text_of(statement), ""};
  return sign(text_of(statement), signer, work);
}

// The bytes that went over; nothing where the server has it.
Result<std::optional<std::uint64_t>> push_one(Server& server, const fs::path& cache,
                                              const std::string& key, const fs::path& signer,
                                              const fs::path& work) {
  const Result<std::optional<Signed>> found = server.look_up(key);
  if (!found) return tl::unexpected(found.error());
  const bool is_signed_well_enough = *found && (signer.empty() || !(*found)->signature.empty());
  if (is_signed_well_enough) return std::optional<std::uint64_t>();
  const fs::path entry = cache / "results" / key;
  const Result<Statement> statement = statement_of(entry, key);
  if (!statement) return tl::unexpected(statement.error());
  return signed_by(signer, *statement, work)
      .and_then([&](const Signed& whole) { return server.give(*statement, whole, entry); })
      .map([&] { return std::optional(bytes_of(*statement)); });
}

// "<SHA-256>-<file>"; another name has what a person put there.
std::vector<fs::path> archives_of(const fs::path& cache) {
  std::vector<fs::path> archives;
  std::error_code ignored;
  for (const fs::directory_entry& file : fs::directory_iterator(cache / "downloads", ignored)) {
    const std::string name = file.path().filename().string();
    if (name.size() > digits_of_hash && is_hash(name.substr(0, digits_of_hash)) &&
        name[digits_of_hash] == '-' && !name.ends_with(".part"))
      archives.push_back(file.path());
  }
  std::sort(archives.begin(), archives.end());
  return archives;
}

Result<std::optional<std::uint64_t>> push_archive(Server& server, const fs::path& archive) {
  const std::string hash = archive.filename().string().substr(0, digits_of_hash);
  const Result<std::string> present = file_hash(archive);
  if (!present) return tl::unexpected(present.error());
  if (*present != hash) return fail("it is damaged");
  return server.give_file(hash, archive).map([&](bool is_new) {
    return is_new ? std::optional<std::uint64_t>(fs::file_size(archive)) : std::nullopt;
  });
}

// The bytes of something that was sent; nothing where the server has it.
void count(Exchange& exchange, const std::string& name,
           const Result<std::optional<std::uint64_t>>& sent, const Complain& complain) {
  if (!sent) {
    ++exchange.failed;
    complain(name, sent.error().text());
  } else if (*sent) {
    ++exchange.entries;
    exchange.bytes += **sent;
  } else {
    ++exchange.present;
  }
}

}  // namespace

Exchange push_archives(Server& server, const fs::path& cache, const Complain& complain) {
  Exchange exchange;
  for (const fs::path& archive : archives_of(cache))
    count(exchange, archive.filename().string(), push_archive(server, archive), complain);
  return exchange;
}

Exchange push(Server& server, const fs::path& cache, const std::vector<std::string>& keys,
              const fs::path& signer, const Complain& complain) {
  Exchange exchange;
  const Workplace work(cache / "results" / "push");
  for (const std::string& key : keys)
    count(exchange, key, push_one(server, cache, key, signer, work.path()), complain);
  return exchange;
}

Exchange pull(Server& server, const std::string& address, const fs::path& cache,
              const std::vector<std::string>& keys, const Trust& trust, const Complain& complain) {
  Exchange exchange;
  for (const std::string& key : keys) {
    if (is_present(cache, key)) {
      ++exchange.present;
      continue;
    }
    const auto taken = take_entry(server, address, key, trust, cache);
    if (taken && *taken) {
      ++exchange.entries;
      exchange.bytes += (*taken)->bytes;
      continue;
    }
    ++exchange.failed;
    complain(key, taken ? "the server has none" : taken.error().text());
  }
  return exchange;
}

}  // namespace linuxbake::bake::remote
