// SPDX-License-Identifier: MIT
#include "deb/control.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "common/lines.h"
#include "deb/relations.h"
#include "deb/version.h"

namespace linuxbake::deb {
namespace {

char lower_case(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr std::array<std::string_view, 22> field_order = {
    "Package",   "Source",    "Version",        "Architecture", "Multi-Arch", "Maintainer",
    "Essential", "Protected", "Installed-Size", "Pre-Depends",  "Depends",    "Recommends",
    "Suggests",  "Enhances",  "Breaks",         "Conflicts",    "Provides",   "Replaces",
    "Section",   "Priority",  "Homepage",       "License"};

std::size_t place_of(std::string_view field) {
  if (same_name(field, "Description")) return field_order.size() + 1;
  const auto* const found =
      std::find_if(field_order.begin(), field_order.end(),
                   [&](std::string_view known) { return same_name(known, field); });
  return static_cast<std::size_t>(found - field_order.begin());
}

bool is_architecture_name(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

constexpr std::array<std::string_view, 12> fields_of_lists = {"Status",
                                                              "Conffiles",
                                                              "Config-Version",
                                                              "Triggers-Pending",
                                                              "Triggers-Awaited",
                                                              "Filename",
                                                              "Size",
                                                              "MD5sum",
                                                              "SHA1",
                                                              "SHA256",
                                                              "SHA512",
                                                              "MSDOS-Filename"};

}  // namespace

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char l, char r) { return lower_case(l) == lower_case(r); });
}

bool is_package_name(std::string_view name) {
  const auto is_first = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return name.size() >= 2 && is_first(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_first(c) || c == '+' || c == '-' || c == '.'; });
}

std::string Paragraph::get(std::string_view name) const {
  for (const auto& [field, value] : fields)
    if (same_name(field, name)) return value;
  return {};
}

bool Paragraph::has(std::string_view name) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const auto& field) { return same_name(field.first, name); });
}

void Paragraph::set(std::string_view name, std::string value) {
  for (auto& [field, present] : fields) {
    if (!same_name(field, name)) continue;
    present = std::move(value);
    return;
  }
  fields.emplace_back(name, std::move(value));
}

void Paragraph::remove(std::string_view name) {
  std::erase_if(fields, [&](const auto& field) { return same_name(field.first, name); });
}

std::string Paragraph::text() const {
  std::string text;
  for (const auto& [field, value] : fields) {
    const bool begins_below = value.starts_with('\n');
    text += fmt::format("{}:{}{}\n", field, begins_below ? "" : " ", value);
  }
  return text;
}

std::string folded(std::string_view text) {
  std::string value;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (value.empty()) {
      value = trimmed(line);
    } else {
      value += trimmed(line).empty() ? "\n ." : fmt::format("\n {}", line);
    }
  }
  return value;
}

Result<std::vector<Paragraph>> parse_paragraphs(std::string_view text, const std::string& file) {
  std::vector<Paragraph> paragraphs;
  bool is_open = false;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    ++number;
    if (trimmed(line).empty()) {
      is_open = false;
    } else if (line.front() == '#') {
      continue;
    } else if (line.front() == ' ' || line.front() == '\t') {
      if (!is_open) return fail("a line that continues no field", file, number);
      const std::size_t end = line.find_last_not_of(blanks);
      paragraphs.back().fields.back().second += fmt::format("\n{}", line.substr(0, end + 1));
    } else {
      const std::size_t colon = line.find(':');
      if (colon == std::string_view::npos || colon == 0)
        return fail(fmt::format("'{}' is no field, as 'Package: hello'", line), file, number);
      const std::string_view name = line.substr(0, colon);
      if (!is_open) paragraphs.emplace_back();
      is_open = true;
      if (paragraphs.back().has(name))
        return fail(fmt::format("the field '{}' is there twice", name), file, number);
      paragraphs.back().fields.emplace_back(name, trimmed(line.substr(colon + 1)));
    }
  }
  return paragraphs;
}

Result<Paragraph> parse_paragraph(std::string_view text, const std::string& file) {
  Result<std::vector<Paragraph>> paragraphs = parse_paragraphs(text, file);
  if (!paragraphs) return tl::unexpected(paragraphs.error());
  if (paragraphs->size() != 1)
    return fail(fmt::format("has {} paragraphs instead of one", paragraphs->size()), file);
  return std::move(paragraphs->front());
}

Result<void> check_control(const Paragraph& control) {
  for (const std::string_view field : {"Package", "Version", "Architecture", "Description"}) {
    if (control.get(field).empty()) return fail(fmt::format("the field {} is missing", field));
  }
  if (!is_package_name(control.get("Package"))) {
    return fail(
        fmt::format("'{}' is no name of a package; it has two or more of lower-case "
                    "letters, digits and + - .",
                    control.get("Package")));
  }
  if (!is_architecture_name(control.get("Architecture")))
    return fail(fmt::format("'{}' is no architecture", control.get("Architecture")));
  for (const auto& [field, value] : control.fields) {
    if (field.find_first_of(" \t\n:") != std::string::npos)
      return fail(fmt::format("'{}' is no name of a field", field));
    if (value.find("\n\n") != std::string::npos)
      return fail(fmt::format("the field {} has an empty line in it", field));
    if (!is_relation_field(field)) continue;
    const Result<Relations> relations = parse_relations(value);
    if (!relations) return fail(fmt::format("{}: {}", field, relations.error().message));
  }
  return check_version(control.get("Version"));
}

Result<void> check_control_of_package(const Paragraph& control) {
  for (const auto& [field, value] : control.fields) {
    if (std::any_of(fields_of_lists.begin(), fields_of_lists.end(),
                    [&name = field](std::string_view known) { return same_name(known, name); })) {
      return fail(
          fmt::format("the field {} is written by what lists or installs packages; a package has "
                      "none of its own",
                      field));
    }
  }
  return check_control(control);
}

void sort_fields(Paragraph& control) {
  std::stable_sort(control.fields.begin(), control.fields.end(),
                   [](const auto& left, const auto& right) {
                     return place_of(left.first) < place_of(right.first);
                   });
}

}  // namespace linuxbake::deb
