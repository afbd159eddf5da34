// SPDX-License-Identifier: MIT
#include "init/quote.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "common/shell_words.h"
#include "common/visible_text.h"

namespace linuxbake::init {
namespace {

constexpr std::size_t line_limit = 200;

}  // namespace

std::string shell_command(std::span<const std::string> words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += shell_word(word);
  }
  return line;
}

std::string c_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // '?' too: two of them begin a trigraph.
    if (byte < 0x20 || byte > 0x7E || c == '"' || c == '\\' || c == '?') {
      quoted += fmt::format("\\{:03o}", static_cast<unsigned>(byte));
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string one_line(std::span<const std::string> words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += word;
  }
  std::replace_if(
      line.begin(), line.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  if (line.size() <= line_limit) return line;
  return std::string(cut_text(line, line_limit)) + "...";
}

}  // namespace linuxbake::init
