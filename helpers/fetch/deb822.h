// SPDX-License-Identifier: MIT
// deb822.h - paragraphs of "Field: value" lines, as apt's indices and *.sources files have them
// (deb822(5), sources.list(5)): a value goes on in lines that begin with a blank, an empty line
// ends the paragraph, a line that begins with # is a comment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::fetch {

struct Field {
  std::string name;                // in lower case, as names have no case
  std::string value;               // of the first line, as it stands behind the colon
  std::vector<std::string> lines;  // the first one whole, and those that go on, as they stand there
};

using Paragraph = std::vector<Field>;

// Comments are left out. A line that is none of these goes on what is above it.
[[nodiscard]] std::vector<Paragraph> parse_deb822(std::string_view text);

// The field of this name (in lower case).
[[nodiscard]] const Field* field_of(const Paragraph& paragraph, std::string_view name);

// Its value without the blanks around it; empty where there is no such field.
[[nodiscard]] std::string value_of(const Paragraph& paragraph, std::string_view name);

}  // namespace linuxbake::fetch
