// SPDX-License-Identifier: MIT
#include "deb/version.h"

#include <fmt/format.h>

#include <algorithm>

namespace linuxbake::deb {
namespace {

struct VersionParts {
  std::string_view epoch, upstream, revision;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

VersionParts parts_of_version(std::string_view version) {
  VersionParts parts;
  const std::size_t colon = version.find(':');
  if (colon != std::string_view::npos) {
    parts.epoch = version.substr(0, colon);
    version.remove_prefix(colon + 1);
  }
  const std::size_t dash = version.rfind('-');
  parts.upstream = version.substr(0, dash);
  if (dash != std::string_view::npos) parts.revision = version.substr(dash + 1);
  return parts;
}

// '~' is before the end, the end before letters, letters before all else.
int weight_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || is_digit(text[at])) return 0;
  if (text[at] == '~') return -1;
  return is_letter(text[at]) ? text[at] : text[at] + 256;
}

// Takes the digits that `text` begins with, without zeros before them.
std::string_view take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

int compare_numbers(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
  return left.compare(right);
}

int compare_version_parts(std::string_view left, std::string_view right) {
  while (!left.empty() || !right.empty()) {
    std::size_t at = 0;
    while ((at < left.size() && !is_digit(left[at])) ||
           (at < right.size() && !is_digit(right[at]))) {
      const int difference = weight_at(left, at) - weight_at(right, at);
      if (difference != 0) return difference;
      ++at;
    }
    left.remove_prefix(std::min(at, left.size()));
    right.remove_prefix(std::min(at, right.size()));
    const std::string_view left_number = take_number(left);
    const int difference = compare_numbers(left_number, take_number(right));
    if (difference != 0) return difference;
  }
  return 0;
}

}  // namespace

Result<void> check_version(std::string_view version) {
  const auto wrong = [&](std::string_view why) {
    return fail(fmt::format("'{}' is no version of a package: {}", version, why));
  };
  const VersionParts parts = parts_of_version(version);
  const bool has_epoch = version.find(':') != std::string_view::npos;
  if (has_epoch &&
      (parts.epoch.empty() || !std::all_of(parts.epoch.begin(), parts.epoch.end(), is_digit)))
    return wrong("before ':' stands a number");
  if (parts.upstream.empty() || !is_digit(parts.upstream.front()))
    return wrong("it begins with a digit");
  if (version.back() == '-') return wrong("nothing stands behind the last '-'");
  const auto is_allowed = [](char c) {
    return is_digit(c) || is_letter(c) ||
           std::string_view("+.~-").find(c) != std::string_view::npos;
  };
  const std::string_view rest = has_epoch ? version.substr(parts.epoch.size() + 1) : version;
  if (!std::all_of(rest.begin(), rest.end(), is_allowed))
    return wrong("letters, digits and the characters + . ~ - may stand in it");
  return {};
}

int compare_versions(std::string_view left, std::string_view right) {
  const VersionParts l = parts_of_version(left);
  const VersionParts r = parts_of_version(right);
  int difference = compare_version_parts(l.epoch, r.epoch);
  if (difference == 0) difference = compare_version_parts(l.upstream, r.upstream);
  if (difference == 0) difference = compare_version_parts(l.revision, r.revision);
  return difference;
}

bool version_is(std::string_view version, std::string_view relation, std::string_view wanted) {
  const int order = compare_versions(version, wanted);
  if (relation == "<<") return order < 0;
  if (relation == "<=") return order <= 0;
  if (relation == "=") return order == 0;
  if (relation == ">=") return order >= 0;
  return order > 0;
}

std::string version_of_file(std::string_view version) {
  const std::size_t colon = version.find(':');
  return std::string(colon == std::string_view::npos ? version : version.substr(colon + 1));
}

}  // namespace linuxbake::deb
