// SPDX-License-Identifier: MIT
#include "bake/package/unix_words.h"

#include <optional>
#include <utility>

namespace linuxbake::bake {
namespace {

// What `c` is between quotes of this kind: in single ones, a backslash is none.
bool is_escape(char c, char quote) {
  return c == '\\' && quote != '\'';
}

}  // namespace

std::vector<std::string> unix_words(std::string_view line) {
  std::vector<std::string> words;
  std::optional<std::string> word;  // "" is one, too
  char quote = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quote == 0 && std::string_view(" \t\n\r").find(c) != std::string_view::npos) {
      if (word) words.push_back(*std::exchange(word, std::nullopt));
      continue;
    }
    if (!word) word.emplace();
    if (is_escape(c, quote) && at + 1 < line.size())
      *word += line[++at];
    else if (c == quote)
      quote = 0;
    else if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    else
      *word += c;
  }
  if (word) words.push_back(*word);
  return words;
}

}  // namespace linuxbake::bake
