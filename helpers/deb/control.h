// SPDX-License-Identifier: MIT
// control.h - paragraphs of fields, as Debian writes them (deb822(5)): control files, Packages,
// Release, dpkg's status.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace linuxbake::deb {

// Whether these are names of one field: capitals do not count.
[[nodiscard]] bool same_name(std::string_view left, std::string_view right);

// Whether a package, or a source package, may have this name (Debian Policy 5.6.1 and 5.6.7).
[[nodiscard]] bool is_package_name(std::string_view name);

// Fields in their order. A value of several lines holds them as they stand in the file, each but
// the first with its blank in front.
class Paragraph {
 public:
  // The value; empty if there is no such field. Capitals do not count in names.
  [[nodiscard]] std::string get(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  // Replaces the value, or adds the field at the end.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);

  // "Name: value" lines; ends in a newline.
  [[nodiscard]] std::string text() const;

  std::vector<std::pair<std::string, std::string>> fields;
};

// The value of a field from a text of lines: those behind the first get their blank, empty ones
// " .", as a Description has it.
[[nodiscard]] std::string folded(std::string_view text);

// Errors: located; a line that is no field, a field that is there twice.
[[nodiscard]] Result<std::vector<Paragraph>> parse_paragraphs(std::string_view text,
                                                              const std::string& file);
// Exactly one. Errors: none or several.
[[nodiscard]] Result<Paragraph> parse_paragraph(std::string_view text, const std::string& file);

// Of a binary package: what dpkg and apt need, names, version and relations as they may be.
[[nodiscard]] Result<void> check_control(const Paragraph& control);

// The same of what stands in a .deb, and that it has no field of what lists or installs packages:
// a Status of its own would stand in dpkg's database, a Filename in a repository's list.
[[nodiscard]] Result<void> check_control_of_package(const Paragraph& control);

// In the order that Debian's own packages have; unknown ones behind them, Description last.
void sort_fields(Paragraph& control);

}  // namespace linuxbake::deb
