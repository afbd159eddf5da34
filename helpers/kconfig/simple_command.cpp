// SPDX-License-Identifier: MIT
#include "kconfig/simple_command.h"

#include <algorithm>
#include <cctype>

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
  const bool is_option = word.starts_with('-') && word.find_first_not_of("neE", 1) == word.npos;
  return is_plain(word) && !is_option;
}

// A word with the directory's name in it.
std::string with_directory(std::string_view word, std::string_view directory) {
  std::string result(word);
  for (std::size_t at = 0; (at = result.find(shells_directory, at)) != std::string::npos;)
    result.replace(at, shells_directory.size(), directory);
  return result;
}

}  // namespace

std::optional<SimpleCommand> simple_command(std::string_view text, std::string_view directory) {
  SimpleCommand command;
  if (!take(text, begin)) return std::nullopt;
  if (take(text, in_directory)) command.directory = directory;
  const std::size_t end = text.find(between);
  if (end == std::string_view::npos || !text.ends_with('"')) return std::nullopt;
  const std::string_view answers =
      text.substr(end + between.size(), text.size() - end - between.size() - 1);
  const std::size_t middle = answers.find(otherwise);
  if (middle == std::string_view::npos) return std::nullopt;
  command.if_done = answers.substr(0, middle);
  command.if_failed = answers.substr(middle + otherwise.size());
  if (!is_answer(command.if_done) || !is_answer(command.if_failed)) return std::nullopt;
  for (std::string_view rest = text.substr(0, end); !rest.empty();) {
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

}  // namespace linuxbake::kconfig
