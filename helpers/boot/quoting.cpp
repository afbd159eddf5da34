// SPDX-License-Identifier: MIT
#include "boot/quoting.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace linuxbake::boot {
namespace {

constexpr std::size_t longest_printable = 160;

// The character of an escape of one letter; 0 for none.
char simple_escape(char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'e':
      return '\x1b';
    case '\\':
    case '"':
      return letter;
    default:
      return 0;
  }
}

// Reads the escape whose backslash stands at `at`; leaves `at` on its last character.
Result<char> read_escape(std::string_view text, std::size_t& at) {
  if (at + 1 >= text.size()) return fail("the closing '\"' is missing");
  const char letter = text[++at];
  if (const char simple = simple_escape(letter); simple != 0) return simple;
  if (letter != 'x') return fail(fmt::format("unknown escape '\\{}' (n r t e \\ \" xHH)", letter));
  unsigned value = 0;
  const char* first = text.data() + at + 1;
  const char* last = text.data() + std::min(text.size(), at + 3);
  const auto [end, problem] = std::from_chars(first, last, value, 16);
  if (problem != std::errc{} || end != first + 2) return fail("'\\x' needs two hexadecimal digits");
  at += 2;
  return static_cast<char>(static_cast<unsigned char>(value));
}

}  // namespace

Result<std::string> unquoted(std::string_view text) {
  std::string value;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') {
      if (at + 1 != text.size()) return fail("there is text after the closing '\"'");
      return value;
    }
    if (text[at] != '\\') {
      value += text[at];
      continue;
    }
    const Result<char> character = read_escape(text, at);
    if (!character) return tl::unexpected(character.error());
    value += *character;
  }
  return fail("the closing '\"' is missing");
}

std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (shown.size() > longest_printable) return shown + "…";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      shown += "\\n";
    } else if (c == '\t') {
      shown += "\\t";
    } else if (byte < ' ' || byte == 0x7f) {
      shown += fmt::format("\\x{:02x}", byte);
    } else {
      shown += c;
    }
  }
  return shown;
}

std::string shell_word(std::string_view word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos) {
    return std::string(word);
  }
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += shell_word(word);
  }
  return line;
}

std::string option_value(std::string_view value) {
  std::string text;
  for (const char c : value) text += c == ',' ? ",," : std::string(1, c);
  return text;
}

}  // namespace linuxbake::boot
