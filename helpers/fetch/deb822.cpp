// SPDX-License-Identifier: MIT
#include "fetch/deb822.h"

#include <algorithm>
#include <cctype>

#include "common/lines.h"

namespace linuxbake::fetch {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-';
  });
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

void add_line(Paragraph& paragraph, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && is_name(line.substr(0, colon)))
    paragraph.push_back({lower(line.substr(0, colon)), std::string(line.substr(colon + 1)), {}});
  else if (paragraph.empty())
    paragraph.emplace_back();
  paragraph.back().lines.emplace_back(line);
}

}  // namespace

std::vector<Paragraph> parse_deb822(std::string_view text) {
  std::vector<Paragraph> paragraphs(1);
  for (const std::string_view line : split(text, "\n")) {
    if (line.starts_with('#')) continue;
    if (line.find_first_not_of(blanks) != std::string_view::npos)
      add_line(paragraphs.back(), line);
    else if (!paragraphs.back().empty())
      paragraphs.emplace_back();
  }
  if (paragraphs.back().empty()) paragraphs.pop_back();
  return paragraphs;
}

const Field* field_of(const Paragraph& paragraph, std::string_view name) {
  const auto found = std::find_if(paragraph.begin(), paragraph.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == paragraph.end() ? nullptr : &*found;
}

std::string value_of(const Paragraph& paragraph, std::string_view name) {
  const Field* field = field_of(paragraph, name);
  if (field == nullptr) return {};
  return std::string(trimmed(field->value));
}

}  // namespace linuxbake::fetch
