// SPDX-License-Identifier: MIT
#include "common/shell_words.h"

#include <algorithm>

namespace linuxbake {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./:,@%+").find(c) != std::string_view::npos;
}

std::string quoted_unless(std::string_view word, bool (*needs_none)(char)) {
  const bool is_bare = !word.empty() && std::all_of(word.begin(), word.end(), needs_none);
  return is_bare ? std::string(word) : single_quoted(word);
}

std::string shell_argument(std::string_view word) {
  return quoted_unless(word, [](char c) { return c == '=' || is_plain(c); });
}

}  // namespace

std::string single_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string shell_word(std::string_view word) {
  return quoted_unless(word, is_plain);
}

std::string shell_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    line += line.empty() ? shell_word(word) : " " + shell_argument(word);
  }
  return line;
}

}  // namespace linuxbake
