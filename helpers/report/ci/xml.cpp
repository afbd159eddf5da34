// SPDX-License-Identifier: MIT
#include "report/ci/xml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace linuxbake::report::ci {
namespace {

constexpr std::string_view xml_blanks = " \t\r\n";
constexpr std::string_view name_ends = " \t\r\n/>=<\"'&";

std::string utf8_of(std::uint32_t code) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  if (code < 0x80) return {byte(code)};
  const char last = byte(0x80 | (code & 0x3f));
  if (code < 0x800) return {byte(0xc0 | (code >> 6)), last};
  const char middle = byte(0x80 | ((code >> 6) & 0x3f));
  if (code < 0x10000) return {byte(0xe0 | (code >> 12)), middle, last};
  return {byte(0xf0 | (code >> 18)), byte(0x80 | ((code >> 12) & 0x3f)), middle, last};
}

// Of the digits behind "&#".
std::optional<std::string> numbered_character(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x');
  if (hexadecimal) digits.remove_prefix(1);
  std::uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
  const bool is_surrogate = code >= 0xd800 && code < 0xe000;
  if (error != std::errc() || end != digits.data() + digits.size() || code == 0 ||
      code > 0x10ffff || is_surrogate)
    return std::nullopt;
  return utf8_of(code);
}

// Of what stands between '&' and ';'.
std::optional<std::string> referred(std::string_view name) {
  if (name == "lt") return "<";
  if (name == "gt") return ">";
  if (name == "amp") return "&";
  if (name == "quot") return "\"";
  if (name == "apos") return "'";
  if (name.starts_with('#')) return numbered_character(name.substr(1));
  return std::nullopt;
}

}  // namespace

std::string XmlTag::attribute(std::string_view wanted) const {
  for (const auto& [attribute_name, value] : attributes)
    if (attribute_name == wanted) return value;
  return {};
}

tl::unexpected<Error> XmlReader::fault(const std::string& message, std::size_t place) const {
  const std::string_view before = text_.substr(0, place);
  const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  return fail(message, std::string(file_), lines + 1);
}

Result<std::optional<XmlTag>> XmlReader::next() {
  if (is_empty_element_) {
    is_empty_element_ = false;
    XmlTag tag{open_.back(), {}, true, at_, at_};
    open_.pop_back();
    return tag;
  }
  const Result<bool> found = skip_to_tag();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return end_of_text();
  return read_tag().map([](XmlTag tag) { return std::optional(std::move(tag)); });
}

Result<std::optional<XmlTag>> XmlReader::end_of_text() {
  if (!has_root_) return fault("has no element: this is no XML", at_);
  if (!open_.empty())
    return fault(
        fmt::format("ends within the element '{}': it was not written to its end", open_.back()),
        at_);
  return std::nullopt;
}

// To the '<' of an element or of its end.
Result<bool> XmlReader::skip_to_tag() {
  if (at_ == 0 && text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  while (true) {
    const std::size_t tag = std::min(text_.find('<', at_), text_.size());
    const std::size_t letter = text_.substr(0, tag).find_first_not_of(xml_blanks, at_);
    if (open_.empty() && letter != std::string_view::npos)
      return fault("has text outside of its elements: this is no XML", letter);
    at_ = tag;
    if (at_ == text_.size()) return false;
    const std::string_view rest = text_.substr(at_);
    Result<bool> skipped = true;
    if (rest.starts_with("<!--"))
      skipped = skip_behind("-->", "a comment");
    else if (rest.starts_with("<![CDATA["))
      skipped = skip_behind("]]>", "CDATA");
    else if (rest.starts_with("<?"))
      skipped = skip_instruction();
    else if (rest.starts_with("<!"))
      return fault("has a document type, which is not read", at_);
    else
      return true;
    if (!skipped) return skipped;
  }
}

Result<bool> XmlReader::skip_behind(std::string_view ending, const char* what) {
  const std::size_t end = text_.find(ending, at_);
  if (end == std::string_view::npos) return fault(fmt::format("ends within {}", what), at_);
  at_ = end + ending.size();
  return true;
}

// <?xml version="1.0" encoding="UTF-8"?> and its like.
Result<bool> XmlReader::skip_instruction() {
  const std::size_t begin = at_;
  Result<bool> skipped = skip_behind("?>", "an instruction");
  if (!skipped) return skipped;
  std::string words(text_.substr(begin, at_ - begin));
  std::transform(words.begin(), words.end(), words.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  const bool names_encoding = words.starts_with("<?xml ") && words.find("encoding") != words.npos;
  if (names_encoding && words.find("utf-8") == words.npos && words.find("ascii") == words.npos)
    return fault("is not in UTF-8", begin);
  return true;
}

void XmlReader::skip_blanks() {
  at_ = std::min(text_.find_first_not_of(xml_blanks, at_), text_.size());
}

std::string_view XmlReader::take_name() {
  const std::size_t end = std::min(text_.find_first_of(name_ends, at_), text_.size());
  const std::string_view name = text_.substr(at_, end - at_);
  at_ = end;
  return name;
}

Result<XmlTag> XmlReader::read_tag() {
  XmlTag tag;
  tag.begin = at_++;
  tag.closes = text_.substr(at_).starts_with('/');
  if (tag.closes) ++at_;
  tag.name = take_name();
  if (tag.name.empty()) return fault("has a '<' without a name behind it", tag.begin);
  for (skip_blanks(); at_ < text_.size() && text_[at_] != '>' && text_[at_] != '/'; skip_blanks()) {
    const Result<bool> read = read_attribute(tag);
    if (!read) return tl::unexpected(read.error());
  }
  is_empty_element_ = text_.substr(at_).starts_with("/>");
  if (!is_empty_element_ && !text_.substr(at_).starts_with('>'))
    return fault(fmt::format("has a tag '{}' without an end", tag.name), tag.begin);
  at_ += is_empty_element_ ? 2 : 1;
  tag.end = at_;
  if (!tag.closes) {
    if (open_.empty() && has_root_) return fault("has more than one outer element", tag.begin);
    has_root_ = true;
    open_.push_back(tag.name);
    return tag;
  }
  if (open_.empty() || open_.back() != tag.name || is_empty_element_ || !tag.attributes.empty())
    return fault(fmt::format("has a '</{}>' that ends nothing", tag.name), tag.begin);
  open_.pop_back();
  return tag;
}

Result<bool> XmlReader::read_attribute(XmlTag& tag) {
  const std::size_t begin = at_;
  const std::string name(take_name());
  skip_blanks();
  const bool has_value = text_.substr(at_).starts_with('=');
  if (has_value) ++at_;
  skip_blanks();
  const char quote = at_ < text_.size() ? text_[at_] : ' ';
  if (name.empty() || !has_value || (quote != '"' && quote != '\''))
    return fault(fmt::format("has a tag '{}' with something that is no attribute", tag.name),
                 begin);
  const std::size_t end = text_.find(quote, ++at_);
  if (end == std::string_view::npos)
    return fault(fmt::format("ends within the attribute '{}'", name), begin);
  Result<std::string> value = resolved(text_.substr(at_, end - at_), begin);
  if (!value) return tl::unexpected(value.error());
  at_ = end + 1;
  tag.attributes.emplace_back(name, std::move(*value));
  return true;
}

Result<std::string> XmlReader::resolved(std::string_view value, std::size_t place) const {
  std::string text;
  while (true) {
    const std::size_t begin = value.find('&');
    text += value.substr(0, begin);
    if (begin == std::string_view::npos) return text;
    value.remove_prefix(begin + 1);
    const std::size_t end = value.find(';');
    const std::string_view name = value.substr(0, std::min(end, std::size_t{16}));
    const std::optional<std::string> character =
        end == std::string_view::npos ? std::nullopt : referred(name);
    if (!character) return fault(fmt::format("has '&{}', which stands for nothing", name), place);
    text += *character;
    value.remove_prefix(end + 1);
  }
}

std::string xml_quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '<')
      quoted += "&lt;";
    else if (c == '>')
      quoted += "&gt;";
    else if (c == '&')
      quoted += "&amp;";
    else if (c == '"')
      quoted += "&quot;";
    else if (c == '\n' || c == '\r' || c == '\t')  // as they are, readers make blanks of them
      quoted += fmt::format("&#{};", static_cast<int>(c));
    else
      quoted += c;
  }
  return quoted;
}

}  // namespace linuxbake::report::ci
