// SPDX-License-Identifier: MIT
// users.h - whom an image's User is (image-spec: config.md, "User"; what engines make of it): a
// name of its /etc/passwd or a number, and maybe a group, as "web", "1000" or "1000:web".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/result.h"

namespace linuxbake::oci {

struct User {
  std::uint32_t uid = 0, gid = 0;
  std::vector<std::uint32_t> groups;  // further ones; none where User names a group
  std::string name;                   // empty: a number that /etc/passwd does not have
  std::string home = "/";
  bool has_own_group = true;  // the one that /etc/passwd gives it
};

// `passwd` and `group` are the texts of these files. A number that they do not have is taken as it
// is, with group 0. Errors: a name that they do not have, or whose numbers are none.
[[nodiscard]] Result<User> user_of(const std::string& text, const std::string& passwd,
                                   const std::string& group);

// A line of /etc/passwd for a user who has none there, whose name is the number, as Podman writes
// it. Empty where the user needs none.
[[nodiscard]] std::string passwd_line_for(const User& user);

}  // namespace linuxbake::oci
