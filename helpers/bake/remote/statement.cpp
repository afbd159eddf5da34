// SPDX-License-Identifier: MIT
#include "bake/remote/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "bake/host/file_hash.h"
#include "common/lines.h"

namespace linuxbake::bake::remote {
namespace {

constexpr std::string_view title = "linuxbake result 1";
// LLVM for a target has 0.4 GB in one file; a mistake or a joke has more.
constexpr std::size_t most_files = 1000;
constexpr std::uint64_t most_bytes = std::uint64_t{64} << 30U;

bool is_name(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && text != "SHA256SUMS" &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c != '/' && c < 127; });
}

Result<File> parse_file(std::string_view line) {
  const std::size_t blank = line.find(' '), second = line.find(' ', digits_of_hash + 1);
  if (blank != digits_of_hash || second == std::string_view::npos)
    return fail("a line of its statement is none");
  File file{std::string(line.substr(0, blank)), 0, std::string(line.substr(second + 1))};
  const char* const last = line.data() + second;
  const auto [end, error] = std::from_chars(line.data() + blank + 1, last, file.bytes);
  if (error != std::errc() || end != last || !is_hash(file.hash) || !is_name(file.name))
    return fail("a line of its statement is none");
  return file;
}

}  // namespace

std::string text_of(const Statement& statement) {
  std::string text = fmt::format("{}\nkey {}\n", title, statement.key);
  for (const File& file : statement.files)
    text += fmt::format("{} {} {}\n", file.hash, file.bytes, file.name);
  return text;
}

Result<Statement> parse_statement(std::string_view text) {
  if (!text.ends_with('\n') || take_line(text) != title)
    return fail("its statement is none of this version");
  const std::string_view key = take_line(text);
  if (!key.starts_with("key ") || !is_hash(key.substr(4))) return fail("its statement has no key");
  Statement statement{std::string(key.substr(4)), {}};
  std::set<std::string> names;
  std::uint64_t bytes = 0;
  while (!text.empty()) {
    Result<File> file = parse_file(take_line(text));
    if (!file) return tl::unexpected(file.error());
    if (!names.insert(file->name).second) return fail("its statement has a name twice");
    if (file->bytes > most_bytes - bytes || names.size() > most_files)
      return fail("its statement is of more than any result has");
    bytes += file->bytes;
    if (file->name == "inputs" && file->hash != statement.key)
      return fail("its statement has another key than its inputs");
    statement.files.push_back(*std::move(file));
  }
  if (!names.contains("inputs")) return fail("its statement has no inputs");
  return statement;
}

std::string sums_of(const Statement& statement) {
  std::string sums;
  for (const File& file : statement.files) sums += fmt::format("{}  {}\n", file.hash, file.name);
  return sums;
}

std::uint64_t bytes_of(const Statement& statement) {
  std::uint64_t bytes = 0;
  for (const File& file : statement.files) bytes += file.bytes;
  return bytes;
}

}  // namespace linuxbake::bake::remote
