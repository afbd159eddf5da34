// SPDX-License-Identifier: MIT
#include "common/visible_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace linuxbake {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Controls, blanks of all widths, and format characters (Unicode's Cc, Zs, Zl, Zp and Cf).
constexpr std::array unseen = {
    Range{0x00, 0x08},       Range{0x0b, 0x1f},       Range{0x7f, 0xa0},
    Range{0xad, 0xad},       Range{0x34f, 0x34f},     Range{0x600, 0x605},
    Range{0x61c, 0x61c},     Range{0x115f, 0x1160},   Range{0x1680, 0x1680},
    Range{0x180b, 0x180f},   Range{0x2000, 0x200f},   Range{0x2028, 0x202f},
    Range{0x205f, 0x206f},   Range{0x2800, 0x2800},   Range{0x3000, 0x3000},
    Range{0x3164, 0x3164},   Range{0xfe00, 0xfe0f},   Range{0xfeff, 0xfeff},
    Range{0xffa0, 0xffa0},   Range{0xfff0, 0xfffb},   Range{0x1d173, 0x1d17a},
    Range{0xe0000, 0xe0fff}, Range{0xf0000, 0x10ffff}};

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;  // 0: no UTF-8
};

// The first character of a text that is not empty.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
  std::uint32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return {};
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < least[length] || code > 0x10ffff || is_surrogate) return {};
  return {code, length};
}

bool is_unseen(std::uint32_t code) {
  return std::ranges::any_of(
      unseen, [&](const Range& range) { return code >= range.first && code <= range.last; });
}

template <typename Hides>
std::string shown_text(std::string_view text, Hides hides) {
  std::string shown;
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.length == 0) {
      shown += fmt::format("<0x{:02X}>", static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
      continue;
    }
    if (hides(character.code))
      shown += fmt::format("<U+{:04X}>", character.code);
    else
      shown += text.substr(0, character.length);
    text.remove_prefix(character.length);
  }
  return shown;
}

}  // namespace

std::string visible_text(std::string_view text) {
  return shown_text(text, is_unseen);
}

std::string ascii_text(std::string_view text) {
  return shown_text(text, [](std::uint32_t code) { return code > 0x7f || is_unseen(code); });
}

std::string printable(std::string_view text) {
  constexpr std::size_t longest = 160;
  std::string shown;
  for (const char c : text) {
    if (shown.size() > longest) return shown + "…";
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

std::string_view cut_text(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && most - end < 3 && is_continuation(text[end])) --end;
  return text.substr(0, end);
}

}  // namespace linuxbake
