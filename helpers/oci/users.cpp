// SPDX-License-Identifier: MIT
#include "oci/users.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "cpio/names.h"

namespace linuxbake::oci {
namespace {

using Fields = std::vector<std::string>;

Fields split(const std::string& text, char separator) {
  Fields parts(1);
  for (const char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

std::optional<std::uint32_t> number_of(const std::string& text) {
  std::uint32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end || value > cpio::owner_limit)
    return std::nullopt;
  return value;
}

// The line of a user or group as its fields: of this name, else of this number.
std::optional<Fields> line_of(const std::string& file, const std::string& name) {
  for (const std::size_t field : {std::size_t{0}, std::size_t{2}}) {
    for (const std::string& line : split(file, '\n')) {
      Fields fields = split(line, ':');
      if (fields.size() >= 4 && !name.empty() && fields[field] == name) return fields;
    }
  }
  return std::nullopt;
}

tl::unexpected<Error> without_numbers(const std::string& text) {
  return fail(fmt::format("the user '{}' has no numbers in /etc/passwd of the image", text));
}

Result<User> find_user(const std::string& text, const std::string& passwd) {
  User user;
  const std::optional<Fields> line = line_of(passwd, text);
  if (line) {
    const std::optional<std::uint32_t> uid = number_of((*line)[2]);
    const std::optional<std::uint32_t> gid = number_of((*line)[3]);
    if (!uid || !gid) return without_numbers(text);
    user.uid = *uid;
    user.gid = *gid;
    user.name = (*line)[0];
    if (line->size() >= 6 && (*line)[5].starts_with('/')) user.home = (*line)[5];
    return user;
  }
  // Whoever has no file with users has root all the same.
  const std::optional<std::uint32_t> uid = number_of(text == "root" ? "0" : text);
  if (!uid) return fail(fmt::format("the user '{}' is not in /etc/passwd of the image", text));
  user.uid = *uid;
  if (*uid == 0) user.home = "/root";
  return user;
}

Result<std::uint32_t> find_group(const std::string& text, const std::string& group) {
  const std::optional<Fields> line = line_of(group, text);
  const std::optional<std::uint32_t> gid = number_of(line ? (*line)[2] : text);
  if (!gid) return fail(fmt::format("the group '{}' is not in /etc/group of the image", text));
  return *gid;
}

// The groups that name the user among their members.
std::vector<std::uint32_t> further_groups(const User& user, const std::string& group) {
  std::vector<std::uint32_t> groups;
  for (const std::string& line : split(group, '\n')) {
    const Fields fields = split(line, ':');
    if (fields.size() < 4 || user.name.empty()) continue;
    const Fields members = split(fields[3], ',');
    const std::optional<std::uint32_t> gid = number_of(fields[2]);
    if (gid && *gid != user.gid && std::ranges::find(members, user.name) != members.end())
      groups.push_back(*gid);
  }
  return groups;
}

}  // namespace

Result<User> user_of(const std::string& text, const std::string& passwd, const std::string& group) {
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  Result<User> user = find_user(name.empty() ? "0" : name, passwd);
  if (!user) return user;
  if (colon == std::string::npos || colon + 1 == text.size()) {
    user->groups = further_groups(*user, group);
    return user;
  }
  const Result<std::uint32_t> gid = find_group(text.substr(colon + 1), group);
  if (!gid) return tl::unexpected(gid.error());
  user->has_own_group = *gid == user->gid;
  user->gid = *gid;
  return user;
}

std::string passwd_line_for(const User& user) {
  if (!user.name.empty() || user.uid == 0) return "";
  return fmt::format("{0}:x:{0}:{1}:container user:{2}:/bin/sh\n", user.uid, user.gid, user.home);
}

}  // namespace linuxbake::oci
