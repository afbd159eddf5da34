// SPDX-License-Identifier: MIT
#include "kconfig/near_misses.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/visible_text.h"
#include "kconfig/characters.h"

namespace linuxbake::kconfig {
namespace {

constexpr std::size_t longest_excerpt = 60;
constexpr std::size_t longest_line = 1'000;  // longer ones are no slips

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

// The words of a line; blanks are whatever looks like one.
std::string with_plain_blanks(std::string_view line) {
  std::string text;
  bool blank = false;
  const std::string shown = visible_text(line.substr(0, longest_line));
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const bool is_code = shown[i] == '<' && (shown.compare(i, 3, "<U+") == 0);
    if (is_code) i = shown.find('>', i);
    if (is_code || shown[i] == ' ' || shown[i] == '\t') {
      blank = !text.empty();
      continue;
    }
    if (blank) text += ' ';
    blank = false;
    text += shown[i];
  }
  return text;
}

std::string_view take_name(std::string_view& text) {
  const auto* const end = std::ranges::find_if_not(text, is_name_character);
  const std::string_view name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(name.size());
  return name;
}

bool is_upper_name(std::string_view name) {
  return name.size() > 1 && std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

// With its prefix; empty where it is no symbol's name.
std::string whole_name(std::string_view name) {
  const bool is_lower = name.starts_with("config_");
  if (lower(name).starts_with("config_")) name.remove_prefix(option_prefix.size());
  if (name.empty()) return {};
  std::string whole = fmt::format("{}{}", option_prefix, name);
  if (is_lower) std::ranges::transform(whole, whole.begin(), upper);
  return whole;
}

// " is not set", however it is put.
bool says_not_set(std::string_view rest) {
  if (!rest.starts_with(' ')) return false;
  const std::string text = lower(rest.substr(1));
  constexpr std::array phrases = {"is not set", "not set",  "is notset",  "isn't set",
                                  "isnot set",  "is unset", "is not  set"};
  return std::ranges::any_of(phrases, [&](const char* one) { return text.starts_with(one); });
}

// How a value would be written; empty where nobody can tell.
std::string written_value(std::string_view value) {
  const std::string text = lower(value);
  for (const char* yes : {"y", "yes", "true", "on"})
    if (text == yes) return "y";
  for (const char* no : {"n", "no", "false", "off"})
    if (text == no) return "n";
  if (text == "m" || text == "module") return "m";
  const bool is_quoted = value.size() > 1 && value.front() == value.back();
  if (is_quoted && value.front() == '"') return std::string(value);
  if (is_quoted && value.front() == '\'')
    return fmt::format("\"{}\"", value.substr(1, value.size() - 2));
  const bool is_number = !value.empty() && std::ranges::all_of(value, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == 'x';
  });
  return is_number && value[0] >= '0' && value[0] <= '9' ? std::string(value) : std::string();
}

// The assignment that a line is meant to be; empty where that is not clear.
std::string meant_line(std::string_view line) {
  const std::string plain = with_plain_blanks(line);
  std::string_view text = plain;
  for (const std::string_view word : {"export ", "set "})
    if (text.starts_with(word)) text.remove_prefix(word.size());
  const std::string_view bare = take_name(text);
  const std::string name = whole_name(bare);
  if (name.empty() || (!bare.starts_with(option_prefix) && !is_upper_name(bare) &&
                       !lower(bare).starts_with("config_")))
    return {};
  if (says_not_set(text)) return fmt::format("# {} is not set", name);
  const std::size_t begin = std::min(text.find_first_not_of(" :="), text.size());
  if (begin == 0) return {};
  const std::string value = written_value(text.substr(begin));
  return value.empty() ? std::string() : fmt::format("{}={}", name, value);
}

}  // namespace

std::string excerpt(std::string_view text) {
  const std::string_view cut = cut_text(text, longest_excerpt);
  return visible_text(cut) + (cut.size() < text.size() ? "..." : "");
}

std::optional<std::string> missed_unset(std::string_view comment) {
  const std::string plain = with_plain_blanks(comment.substr(comment.find_first_not_of('#')));
  std::string_view text = plain;
  const std::string_view bare = take_name(text);
  if (!says_not_set(text)) return std::nullopt;
  if (whole_name(bare).empty()) return std::nullopt;
  const bool has_prefix = lower(bare).starts_with("config_");
  if (!has_prefix && !(is_upper_name(bare) && text == " is not set")) return std::nullopt;
  return fmt::format(
      "'{0}' is a comment; to switch {1} off write '# {1} is not set', with single blanks and "
      "nothing else in the line (for a comment put another word before the name)",
      excerpt(comment), whole_name(bare));
}

std::string missed_assignment(std::string_view line) {
  const std::size_t equals = std::min(line.find('='), line.size());
  const std::string_view cut = cut_text(line, longest_excerpt);
  const std::string_view name = cut.substr(0, equals);
  std::string message = fmt::format(
      "'{}{}{}' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor a comment",
      ascii_text(name), visible_text(cut.substr(name.size())),
      cut.size() < line.size() ? "..." : "");
  if (const std::string meant = meant_line(line); !meant.empty())
    message += fmt::format("; write '{}'", meant);
  return message;
}

std::string missed_value(std::string_view name, std::string_view value) {
  std::string message = fmt::format(
      "the value '{}' is none of y, m, n, a number, or a string in quotes", excerpt(value));
  const std::string plain = with_plain_blanks(value);
  if (const std::size_t hash = plain.find(" #"); hash != std::string::npos) {
    const std::string meant = written_value(std::string_view(plain).substr(0, hash));
    message += "; a comment needs a line of its own";
    return meant.empty() ? message
                         : message + fmt::format(", and this one is '{}={}'", name, meant);
  }
  if (const std::string meant = written_value(plain); !meant.empty())
    message += fmt::format("; write '{}={}'", name, meant);
  else if (std::ranges::all_of(plain, is_name_character) && plain.size() <= longest_excerpt)
    message += fmt::format("; as a string it is '{}=\"{}\"'", name, plain);
  return message;
}

}  // namespace linuxbake::kconfig
