// SPDX-License-Identifier: MIT
// release_date.h - dates as a Release has them: RFC 5322, in UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace linuxbake::deb {

// Of seconds since 1970: "Fri, 27 Nov 2026 10:12:17 UTC".
[[nodiscard]] std::string release_date(std::uint32_t seconds);

// And back; nothing for another text.
[[nodiscard]] std::optional<std::uint32_t> seconds_of_date(const std::string& text);

}  // namespace linuxbake::deb
