// SPDX-License-Identifier: MIT
// xml.h - reads XML 1.0 tag by tag, as much of it as reports of tests need: elements and their
// attributes. What stands between tags is looked at only to find the next one.
//
// It is no library of Debian's because each of those is one more package on every machine that
// builds with LinuxBake, for one command of one program. A document type and other encodings than
// UTF-8 are errors: no report of tests has them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace linuxbake::report::ci {

struct XmlTag {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;  // references are resolved
  bool closes = false;             // </name>; an empty element <name/> is followed by one of those
  std::size_t begin = 0, end = 0;  // where it stands in the text; of </name> from <name/>: behind

  // Empty if there is none.
  [[nodiscard]] std::string attribute(std::string_view wanted) const;
};

class XmlReader {
 public:
  // Both texts have to outlive it; `file` is for errors.
  XmlReader(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  // The next tag; none behind the last one, </root>. Errors: the text is no XML, or ends too soon.
  [[nodiscard]] Result<std::optional<XmlTag>> next();
  // What is wrong with the text at a place.
  [[nodiscard]] tl::unexpected<Error> fault(const std::string& message, std::size_t place) const;

 private:
  Result<std::optional<XmlTag>> end_of_text();
  Result<bool> skip_to_tag();
  Result<bool> skip_behind(std::string_view ending, const char* what);
  Result<bool> skip_instruction();
  Result<XmlTag> read_tag();
  Result<bool> read_attribute(XmlTag& tag);
  Result<std::string> resolved(std::string_view value, std::size_t place) const;
  void skip_blanks();
  std::string_view take_name();

  std::string_view text_, file_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  bool has_root_ = false;
  bool is_empty_element_ = false;  // the last tag was <name/>: its end comes next
};

// What stands for `text` in an attribute's value, between double quotes.
[[nodiscard]] std::string xml_quoted(std::string_view text);

}  // namespace linuxbake::report::ci
