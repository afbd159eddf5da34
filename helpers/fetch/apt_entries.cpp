// SPDX-License-Identifier: MIT
#include "fetch/apt_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "common/lines.h"
#include "fetch/deb822.h"

namespace linuxbake::fetch {
namespace {

// By which entries call a release, Debian's and Ubuntu's.
constexpr std::array<std::string_view, 17> release_names = {
    "buster",    "bullseye", "bookworm", "trixie",   "forky",   "sid",
    "oldstable", "stable",   "testing",  "unstable", "focal",   "jammy",
    "noble",     "oracular", "plucky",   "questing", "resolute"};

struct Entry {
  std::string_view options, uri, suite, components;  // options with their brackets and blanks
};

// Takes what is in front of `rest` up to the end of the characters.
std::string_view take_while(std::string_view& rest, auto is_wanted) {
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_wanted);
  const std::string_view taken = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
  rest.remove_prefix(taken.size());
  return taken;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_no_blank(char c) {
  return !is_blank(c);
}

std::optional<Entry> entry_of(std::string_view line) {
  std::string_view rest = line.substr(0, line.find('#'));
  take_while(rest, is_blank);
  const std::string_view type = take_while(rest, is_no_blank);
  if (type != "deb" && type != "deb-src") return std::nullopt;
  take_while(rest, is_blank);
  Entry entry;
  if (const std::size_t end = rest.rfind(']');
      rest.starts_with('[') && end != std::string_view::npos) {
    entry.options = rest.substr(0, end + 1);
    rest.remove_prefix(entry.options.size());
    const std::string_view gap = take_while(rest, is_blank);
    entry.options = {entry.options.data(), entry.options.size() + gap.size()};
  }
  entry.uri = take_while(rest, is_no_blank);
  take_while(rest, is_blank);
  entry.suite = take_while(rest, is_no_blank);
  entry.components = rest;
  if (entry.uri.empty() || entry.suite.empty()) return std::nullopt;
  return entry;
}

// " suite suite", of all lines of the field.
std::string exchanged_suites(const Field& field, std::string_view release) {
  std::string suites;
  for (const std::string& line : field.lines) {
    const std::string_view text = &line == &field.lines.front() ? field.value : line;
    for (const std::string_view word : plain_words(text)) {
      const std::string suite = exchange_suite(word, release);
      if (!suite.empty()) suites += " " + suite;
    }
  }
  return suites;
}

bool is_disabled(const Paragraph& paragraph) {
  std::string value = value_of(paragraph, "enabled");
  for (char& c : value) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return value.starts_with("no") || value.starts_with("false") || value.starts_with("0");
}

std::string rewrite_paragraph(const Paragraph& paragraph, std::string_view type,
                              std::string_view release) {
  std::string suites, rest;
  for (const Field& field : paragraph) {
    if (field.name == "suites") suites += exchanged_suites(field, release);
    if (field.name == "suites" || field.name == "types" || field.name == "enabled") continue;
    for (const std::string& line : field.lines) rest += line + "\n";
  }
  if (is_disabled(paragraph) || suites.empty() || rest.empty()) return {};
  return fmt::format("Types: {}\nSuites:{}\n{}\n", type, suites, rest);
}

}  // namespace

std::string exchange_suite(std::string_view suite, std::string_view release) {
  if (release == own_release) return std::string(suite);
  const std::string_view base = suite.substr(0, suite.find('-'));
  if (std::find(release_names.begin(), release_names.end(), base) == release_names.end()) return {};
  const std::string_view rest = suite.substr(base.size());
  const bool has_updates = release != "sid" && release != "experimental";
  if (rest.empty() || (has_updates && (rest == "-updates" || rest == "-security")))
    return fmt::format("{}{}", release, rest);
  return {};
}

std::string rewrite_one_line(std::string_view text, std::string_view type,
                             std::string_view release) {
  std::vector<std::string>
      lines;  // a machine that has deb and deb-src lines has most entries twice
  for (const std::string_view line : split(text, "\n")) {
    const std::optional<Entry> entry = entry_of(line);
    if (!entry) continue;
    const std::string suite = exchange_suite(entry->suite, release);
    std::string rewritten =
        fmt::format("{} {}{} {}{}\n", type, entry->options, entry->uri, suite, entry->components);
    if (!suite.empty() && std::find(lines.begin(), lines.end(), rewritten) == lines.end())
      lines.push_back(std::move(rewritten));
  }
  std::string result;
  for (const std::string& line : lines) result += line;
  return result;
}

std::string rewrite_deb822(std::string_view text, std::string_view type, std::string_view release) {
  std::string result;
  for (const Paragraph& paragraph : parse_deb822(text))
    result += rewrite_paragraph(paragraph, type, release);
  return result;
}

std::vector<std::string> releases_to_try(std::string_view os_release) {
  for (const std::string_view line : split(os_release, "\n")) {
    const bool is_about_family = line.starts_with("ID=") || line.starts_with("ID_LIKE=");
    if (is_about_family && line.find("ubuntu") != std::string_view::npos)
      return {std::string(own_release), "questing", "resolute"};
  }
  return {std::string(own_release), "trixie", "forky", "sid"};
}

}  // namespace linuxbake::fetch
