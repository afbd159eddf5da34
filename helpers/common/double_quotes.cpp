// SPDX-License-Identifier: MIT
#include "common/double_quotes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace linuxbake {
namespace {

using Kind = QuoteFault::Kind;
using Unescaped = tl::expected<char, QuoteFault>;

tl::unexpected<QuoteFault> fault(Kind kind, char letter = '\0') {
  return tl::unexpected(QuoteFault{kind, letter});
}

// The character of an escape of one letter; 0 for none.
char simple_escape(char letter, const Escapes& escapes) {
  if (letter == '\\' || letter == '"') return letter;
  if (escapes.letters.find(letter) == std::string_view::npos) return '\0';
  constexpr std::string_view letters = "nrte", values = "\n\r\t\x1b";
  return values[letters.find(letter)];
}

// The character that the digits at `at` stand for, which have to be `count`; leaves `at` behind
// them.
Unescaped numeric_escape(std::string_view text, std::size_t& at, std::size_t count, int base,
                         const Escapes& escapes) {
  unsigned value = 0;
  const std::string_view digits = text.substr(at, count);
  const char* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, value, base);
  if (error != std::errc() || digits.size() != count || end != last) return fault(Kind::digits);
  if (value > 0xff) return fault(Kind::too_large);
  if (value == 0 && !escapes.nul) return fault(Kind::nul);
  at += count;
  return static_cast<char>(static_cast<unsigned char>(value));
}

// Reads the escape whose backslash stands at `at`; leaves `at` behind it.
Unescaped read_escape(std::string_view text, std::size_t& at, const Escapes& escapes) {
  if (++at == text.size()) return fault(Kind::cut_off);
  const char letter = text[at];
  if (escapes.octal && letter >= '0' && letter <= '7') {
    return numeric_escape(text, at, 3, 8, escapes);
  }
  ++at;
  if (letter == 'x') return numeric_escape(text, at, 2, 16, escapes);
  const char simple = letter == '\0' ? '\0' : simple_escape(letter, escapes);
  if (simple == '\0') return fault(Kind::unknown, letter);
  return simple;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

}  // namespace

tl::expected<std::string, QuoteFault> read_quoted(std::string_view text, std::size_t& at,
                                                  const Escapes& escapes) {
  std::string value;
  ++at;
  while (at < text.size() && text[at] != '"') {
    if (text[at] != '\\') {
      value += text[at++];
      continue;
    }
    const Unescaped character = read_escape(text, at, escapes);
    if (!character) return tl::unexpected(character.error());
    value += *character;
  }
  if (at >= text.size()) return fault(Kind::no_end);
  ++at;
  return value;
}

std::string quoted_word(std::string_view word) {
  bool plain = !word.empty() && word.front() != '"' && word.front() != '#';
  std::string quoted = "\"";
  for (const char c : word) {
    if (c == ' ' || is_control(c)) plain = false;
    if (is_control(c)) {
      quoted += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return plain ? std::string(word) : quoted + "\"";
}

}  // namespace linuxbake
