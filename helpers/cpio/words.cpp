// SPDX-License-Identifier: MIT
#include "cpio/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace linuxbake::cpio {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

// The character that `digits` stand for in `base`; they have to be exactly `count` digits.
Result<char> numeric_escape(std::string_view digits, std::size_t count, int base) {
  unsigned value = 0;
  const std::string_view taken = digits.substr(0, count);
  const auto [end, error] = std::from_chars(taken.data(), taken.data() + taken.size(), value, base);
  if (error != std::errc() || taken.size() != count || end != taken.data() + count) {
    return fail(
        "an escape in quotes has three octal digits (\\012) or, after \\x, two hexadecimal");
  }
  if (value > 0xff) return fail("an octal escape in quotes ends at \\377");
  if (value == 0) return fail("a NUL cannot stand in a name");
  return static_cast<char>(value);
}

// Reads the escape behind the backslash at `at`; leaves `at` behind it.
Result<char> read_escape(std::string_view line, std::size_t& at) {
  const char c = at + 1 < line.size() ? line[at + 1] : '\0';
  at += 2;
  switch (c) {
    case '\\':
    case '"':
      return c;
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'x':
      at += 2;
      return numeric_escape(line.substr(std::min(at - 2, line.size())), 2, 16);
    default:
      if (c < '0' || c > '7') {
        return fail("unknown escape in quotes (known: \\\\ \\\" \\n \\t \\r \\012 \\x0a)");
      }
      at += 2;
      return numeric_escape(line.substr(at - 3), 3, 8);
  }
}

// Reads the quoted word that begins at `at`; leaves `at` behind the closing quote.
Result<std::string> read_quoted(std::string_view line, std::size_t& at) {
  std::string word;
  ++at;
  while (at < line.size() && line[at] != '"') {
    if (line[at] == '\\') {
      const Result<char> c = read_escape(line, at);
      if (!c) return tl::unexpected(c.error());
      word += *c;
    } else {
      word += line[at++];
    }
  }
  if (at >= line.size()) return fail("a quote is not closed");
  ++at;
  if (at < line.size() && !is_space(line[at])) return fail("a space is missing after a quote");
  return word;
}

}  // namespace

Result<std::vector<std::string>> split_words(std::string_view line) {
  std::vector<std::string> words;
  if (line.find('\0') != std::string_view::npos) return fail("a NUL cannot stand in a manifest");
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_space(line[at])) ++at;
    if (at >= line.size() || (words.empty() && line[at] == '#')) return words;
    if (line[at] == '"') {
      Result<std::string> word = read_quoted(line, at);
      if (!word) return tl::unexpected(word.error());
      words.push_back(std::move(*word));
    } else {
      const std::size_t start = at;
      while (at < line.size() && !is_space(line[at])) ++at;
      words.emplace_back(line.substr(start, at - start));
    }
  }
}

std::string quoted_word(std::string_view word) {
  const auto needs_escape = [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  };
  bool plain = !word.empty() && word.front() != '"' && word.front() != '#';
  std::string quoted = "\"";
  for (const char c : word) {
    if (c == ' ' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) plain = false;
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (needs_escape(c)) {
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      quoted += c;
    }
  }
  return plain ? std::string(word) : quoted + "\"";
}

}  // namespace linuxbake::cpio
