// SPDX-License-Identifier: MIT
// version.h - versions of packages, as Debian orders them (Debian Policy 5.6.12).
#pragma once

#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::deb {

// An error that says what is wrong with "[epoch:]upstream[-revision]"; nothing if it is a version.
[[nodiscard]] Result<void> check_version(std::string_view version);

// Less than 0, 0 or more than 0, as `left` is before, the same as or behind `right`.
[[nodiscard]] int compare_versions(std::string_view left, std::string_view right);

// Whether `version` is in the relation (<<, <=, =, >=, >>) to `wanted`.
[[nodiscard]] bool version_is(std::string_view version, std::string_view relation,
                              std::string_view wanted);

// Without the epoch, as it stands in the names of files.
[[nodiscard]] std::string version_of_file(std::string_view version);

}  // namespace linuxbake::deb
