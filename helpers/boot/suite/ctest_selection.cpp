// SPDX-License-Identifier: MIT
#include "boot/suite/ctest_selection.h"

#include <regex.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "common/files.h"

namespace linuxbake::boot {
namespace {

// Whether the expression is found in the text. Nothing if regcomp(3) does not understand it, while
// CMake may.
std::optional<bool> finds(const std::string& expression, const std::string& text) {
  regex_t compiled;
  if (::regcomp(&compiled, expression.c_str(), REG_EXTENDED | REG_NOSUB) != 0) return std::nullopt;
  const bool found = ::regexec(&compiled, text.c_str(), 0, nullptr, 0) == 0;
  ::regfree(&compiled);
  return found;
}

bool may_find_any(const std::string& expression, const std::vector<std::string>& texts) {
  return std::ranges::any_of(
      texts, [&](const std::string& text) { return finds(expression, text).value_or(true); });
}

bool finds_all(const std::string& expression, const std::vector<std::string>& texts) {
  return std::ranges::all_of(
      texts, [&](const std::string& text) { return finds(expression, text).value_or(false); });
}

std::vector<std::string> names_of_tests(std::string_view list) {
  constexpr std::string_view begin = "add_test([==[", end = "]==]";
  std::vector<std::string> names;
  for (std::size_t at = 0; (at = list.find(begin, at)) != std::string_view::npos;) {
    at += begin.size();
    names.emplace_back(list.substr(at, list.find(end, at) - at));
  }
  return names;
}

// The value of an option, as its next word or behind "=".
std::optional<std::string> value_of(const std::vector<std::string>& words, std::size_t& at,
                                    std::string_view brief, const std::string& whole) {
  if (words[at] == brief || words[at] == whole) {
    if (at + 1 == words.size()) return std::nullopt;
    return words[++at];
  }
  if (!words[at].starts_with(whole + "=")) return std::nullopt;
  return words[at].substr(whole.size() + 1);
}

}  // namespace

CtestSelection ctest_selection(const std::vector<std::string>& words) {
  CtestSelection selection;
  if (words.empty() || std::filesystem::path(words[0]).filename() != "ctest") return selection;
  for (std::size_t at = 1; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (word == "-N" || word == "--show-only" || word.starts_with("--show-only=")) {
      selection.lists_only = true;
    } else if (const auto names = value_of(words, at, "-R", "--tests-regex")) {
      selection.names = *names;
    } else if (const auto others = value_of(words, at, "-E", "--exclude-regex")) {
      selection.other_names = *others;
    } else if (const auto label = value_of(words, at, "-L", "--label-regex")) {
      selection.labels.push_back(*label);
    } else if (const auto other = value_of(words, at, "-LE", "--label-exclude")) {
      selection.other_labels.push_back(*other);
    }
  }
  return selection;
}

CtestSelection ctest_selection_of_caller() {
  const std::string text =
      read_file(std::filesystem::path("/proc") / std::to_string(::getppid()) / "cmdline")
          .value_or("");
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size(); at += words.back().size() + 1) {
    words.emplace_back(text.substr(at, text.find('\0', at) - at));
  }
  return ctest_selection(words);
}

bool selects(const CtestSelection& selection, const std::string& suite,
             const std::vector<std::string>& labels, std::string_view list) {
  if (selection.lists_only) return false;
  for (const std::string& label : selection.labels)
    if (!may_find_any(label, labels)) return false;
  for (const std::string& other : selection.other_labels)
    if (std::ranges::any_of(labels, [&](const auto& label) { return finds_all(other, {label}); }))
      return false;
  // The last one stands for tests that nobody knows yet.
  if (selection.other_names &&
      finds_all(*selection.other_names, {suite, suite + ".run", suite + ".\x01"}))
    return false;
  if (!selection.names) return true;
  // An expression that has the suite's name in it may be about a test that nobody knows yet.
  std::string plain = *selection.names;
  std::erase(plain, '\\');
  if (plain.find(suite) != std::string::npos) return true;
  std::vector<std::string> names = names_of_tests(list);
  names.insert(names.end(), {suite, suite + ".run"});
  return may_find_any(*selection.names, names);
}

}  // namespace linuxbake::boot
