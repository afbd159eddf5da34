// SPDX-License-Identifier: MIT
#include "kconfig/assignments.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/files.h"
#include "common/lines.h"
#include "kconfig/characters.h"
#include "kconfig/near_misses.h"

namespace linuxbake::kconfig {
namespace {

constexpr std::string_view unset_suffix = " is not set";

constexpr std::string_view spaces = " \t\r\f\v";

std::string_view without_trailing_space(std::string_view text) {
  return text.substr(0, text.find_last_not_of(spaces) + 1);  // npos + 1: nothing
}

std::string_view without_leading_space(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(spaces), text.size()));
  return text;
}

bool is_name(std::string_view text) {
  return text.size() > option_prefix.size() && text.starts_with(option_prefix) &&
         std::ranges::all_of(text, is_name_character);
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) {
    text.remove_prefix(1);
    return !text.empty() && std::ranges::all_of(text, is_digit);
  }
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  return !text.empty() && std::ranges::all_of(text, is_hex_digit);  // conf takes "a0" for 0xa0
}

// What is wrong with a string literal, if anything is.
std::optional<std::string> string_problem(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      if (i + 1 == text.size()) return std::nullopt;
      return fmt::format("'{}' follows the string's closing quote", excerpt(text.substr(i + 1)));
    }
  }
  return "the string has no closing quote";
}

std::optional<std::string> value_problem(std::string_view name, std::string_view value) {
  if (value.empty() || value == "y" || value == "m" || value == "n") return std::nullopt;
  if (value.starts_with('"')) return string_problem(value);
  if (is_number(value)) return std::nullopt;
  return missed_value(name, value);
}

// A line of the text, and what the parser has to know about the one before it.
struct Line {
  std::string_view text;
  std::string_view file;
  std::size_t number = 0;
  bool overrides = false;
  bool optional = false;
  std::vector<Error>* near_misses = nullptr;

  [[nodiscard]] tl::unexpected<Error> problem(std::string message) const {
    return fail(std::move(message), std::string(file), number);
  }
  [[nodiscard]] Assignment assignment(std::string_view name, std::string_view value) const {
    return {std::string(name), std::string(value), std::string(file), number, overrides, optional};
  }
};

// "# word" or "# word: reason".
bool is_mark(std::string_view line, std::string_view word) {
  if (!line.starts_with('#')) return false;
  line = without_leading_space(line.substr(1));
  if (!line.starts_with(word)) return false;
  line.remove_prefix(word.size());
  return line.empty() || line.starts_with(':');
}

// A comment, or "# CONFIG_X is not set", or something that was meant to be that.
Result<std::optional<Assignment>> parse_comment(const Line& line) {
  std::string_view name = line.text;
  if (name.starts_with("# ") && name.ends_with(unset_suffix)) {
    name = name.substr(2, name.size() - 2 - unset_suffix.size());
    if (is_name(name)) return line.assignment(name, "n");
  }
  if (line.text.find("set") == std::string_view::npos &&
      line.text.find("SET") == std::string_view::npos)
    return std::nullopt;
  const std::optional<std::string> missed = missed_unset(line.text);
  if (!missed) return std::nullopt;
  if (line.near_misses == nullptr) return line.problem(*missed);
  line.near_misses->push_back({*missed, std::string(line.file), line.number});
  return std::nullopt;
}

Result<std::optional<Assignment>> parse_line(const Line& line) {
  if (line.text.find('\0') != std::string_view::npos) return line.problem("holds a NUL byte");
  if (line.text.empty()) return std::nullopt;
  if (line.text.starts_with('#')) return parse_comment(line);
  const std::size_t equals = line.text.find('=');
  const std::string_view name = line.text.substr(0, equals);
  if (equals == std::string_view::npos || !is_name(name))
    return line.problem(missed_assignment(line.text));
  const std::string_view value = line.text.substr(equals + 1);
  if (const auto problem = value_problem(name, value))
    return line.problem(fmt::format("{}: {}", excerpt(name), *problem));
  return line.assignment(name, value);
}

// What editors of other systems put before the text.
const char* encoding_problem(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf"))
    return "begins with a byte order mark (U+FEFF), which does not show and makes its first line "
           "none; save it as UTF-8 without one";
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    return "is UTF-16; save it as UTF-8 without a byte order mark";
  return nullptr;
}

std::string_view hex_digits(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  return text;
}

bool same_hex(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(hex_digits(left), hex_digits(right), {}, lower, lower);
}

}  // namespace

Result<Assignments> parse_assignments(std::string_view text, std::string_view file,
                                      std::vector<Error>* near_misses) {
  if (const char* mark = encoding_problem(text)) return fail(mark, std::string(file), 1);
  Assignments found;
  bool overrides = false;
  bool optional = false;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view whole = take_line(text);
    const Line line{without_trailing_space(whole), file, number, overrides, optional, near_misses};
    auto parsed = parse_line(line);
    if (!parsed) return tl::unexpected(parsed.error());
    if (*parsed) found.push_back(**parsed);
    const bool is_override = is_mark(line.text, "override");
    const bool is_optional = is_mark(line.text, "optional");
    overrides = is_override || (is_optional && overrides);
    optional = is_optional || (is_override && optional);
  }
  return found;
}

Result<Assignments> read_assignments(const std::string& path) {
  return read_file(path).and_then(
      [&](const std::string& text) { return parse_assignments(text, path); });
}

std::string assignment_line(std::string_view name, std::string_view value) {
  if (value == "n") return fmt::format("# {} is not set", name);
  return fmt::format("{}={}", name, value);
}

bool same_value(std::string_view left, std::string_view right) {
  if (left == right) return true;
  const auto is_hex = [](std::string_view v) { return v.starts_with("0x") || v.starts_with("0X"); };
  if (!is_number(left) || !is_number(right) || (!is_hex(left) && !is_hex(right))) return false;
  return same_hex(left, right);
}

}  // namespace linuxbake::kconfig
