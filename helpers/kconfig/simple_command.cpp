// SPDX-License-Identifier: MIT
#include "kconfig/simple_command.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace linuxbake::kconfig {
namespace {

constexpr std::string_view begin = "{ ";
constexpr std::string_view in_directory = "trap \"rm -rf .tmp_$$\" EXIT; mkdir .tmp_$$; ";
constexpr std::string_view between = "; } >/dev/null 2>&1 && echo \"";
constexpr std::string_view otherwise = "\" || echo \"";
constexpr std::string_view shells_directory = ".tmp_$$";

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// What no shell takes for anything but itself, wherever it stands in a word.
bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("/._+-=,:@%").find(c) != std::string_view::npos;
  });
}

// What `echo` prints as it stands.
bool is_answer(std::string_view word) {
  const bool is_option =
      word.starts_with('-') && word.find_first_not_of("neE", 1) == std::string_view::npos;
  return is_plain(word) && !is_option;
}

// A word with the directory's name in it.
std::string with_directory(std::string_view word, std::string_view directory) {
  std::string result(word);
  for (std::size_t at = 0; (at = result.find(shells_directory, at)) != std::string::npos;)
    result.replace(at, shells_directory.size(), directory);
  return result;
}

// What stands in the frame of both forms.
struct Framed {
  bool in_directory = false;
  std::string_view words;
  std::string_view if_done;
  std::string_view if_failed;
};

std::optional<Framed> framed(std::string_view text) {
  Framed parts;
  if (!take(text, begin)) return std::nullopt;
  parts.in_directory = take(text, in_directory);
  const std::size_t end = text.find(between);
  if (end == std::string_view::npos || !text.ends_with('"')) return std::nullopt;
  parts.words = text.substr(0, end);
  const std::string_view answers =
      text.substr(end + between.size(), text.size() - end - between.size() - 1);
  const std::size_t middle = answers.find(otherwise);
  if (middle == std::string_view::npos) return std::nullopt;
  parts.if_done = answers.substr(0, middle);
  parts.if_failed = answers.substr(middle + otherwise.size());
  return parts;
}

// The length of what is left of a quoted part, with the quote at its end. Nothing where it has no
// end, or where something in it is expanded.
std::optional<std::size_t> quoted_length(std::string_view text, char quote) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == quote) return at + 1;
    if (std::iscntrl(static_cast<unsigned char>(text[at])) != 0) return std::nullopt;
    if (quote == '\'') continue;
    if (text[at] == '$' || text[at] == '`') return std::nullopt;
    if (text[at] == '\\') ++at;
  }
  return std::nullopt;
}

// The length of what a shell takes for one word whose value is its own affair: plain letters and
// quoted parts in which nothing is expanded. Nothing where that is not so.
std::optional<std::size_t> word_length(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] != ' ' && text[at] != '|') {
    const char quote = text[at++];
    if (quote == '$' && at < text.size() && text[at] == '$') {  // the number of the process
      ++at;
      continue;
    }
    if (quote != '\'' && quote != '"') {
      if (!is_plain({&quote, 1})) return std::nullopt;
      continue;
    }
    const auto length = quoted_length(text.substr(at), quote);
    if (!length) return std::nullopt;
    at += *length;
  }
  return at;
}

bool is_program(std::string_view word, const std::set<std::string>& programs) {
  constexpr std::array harmless = {"echo", "env",    "false", "grep",
                                   "head", "printf", "test",  "true"};
  if (!is_plain(word) || word.find('=') != std::string_view::npos) return false;
  if (word.find('/') != std::string_view::npos) return true;
  if (std::ranges::find(harmless, word) != harmless.end()) return true;
  return programs.contains(std::string(word));
}

}  // namespace

std::optional<SimpleCommand> simple_command(std::string_view text, std::string_view directory) {
  const std::optional<Framed> parts = framed(text);
  if (!parts) return std::nullopt;
  SimpleCommand command;
  if (parts->in_directory) command.directory = directory;
  command.if_done = parts->if_done;
  command.if_failed = parts->if_failed;
  if (!is_answer(command.if_done) || !is_answer(command.if_failed)) return std::nullopt;
  for (std::string_view rest = parts->words; !rest.empty();) {
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    std::string word(rest.substr(0, blank));
    rest.remove_prefix(std::min(blank + 1, rest.size()));
    if (!command.directory.empty()) word = with_directory(word, directory);
    if (!is_plain(word)) return std::nullopt;
    if (!word.empty()) command.words.push_back(std::move(word));
  }
  if (command.words.empty() || command.words[0].find('=') != std::string::npos) return std::nullopt;
  return command;
}

bool says_yes_or_no(std::string_view text, const std::set<std::string>& programs) {
  const std::optional<Framed> parts = framed(text);
  const auto is_letter = [](std::string_view answer) { return answer == "y" || answer == "n"; };
  if (!parts || !is_letter(parts->if_done) || !is_letter(parts->if_failed)) return false;
  bool is_first = true;
  for (std::string_view rest = parts->words; !rest.empty();) {
    if (take(rest, " ")) continue;
    if (take(rest, "|")) {
      if (is_first) return false;
      is_first = true;
      continue;
    }
    const std::optional<std::size_t> length = word_length(rest);
    if (!length) return false;
    const std::string_view word = rest.substr(0, *length);
    rest.remove_prefix(*length);
    if (is_first && word == "command" && rest.starts_with(" -v "))
      rest.remove_prefix(4);
    else if (is_first && !is_program(word, programs))
      return false;
    is_first = false;
  }
  return !is_first;
}

}  // namespace linuxbake::kconfig
