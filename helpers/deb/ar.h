// SPDX-License-Identifier: MIT
// ar.h - the archive that a .deb is (deb(5)): "!<arch>\n", then for each member a header of 60
// characters and its data, padded to an even number of bytes by a newline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace linuxbake::deb {

inline constexpr std::string_view ar_magic = "!<arch>\n";
inline constexpr std::size_t ar_header_size = 60;

using ArMembers = std::vector<std::pair<std::string, std::string_view>>;  // name, data

// Names have up to 15 bytes; owner 0, mode 100644.
[[nodiscard]] std::string ar_bytes(const ArMembers& members, std::uint32_t mtime);

// The data are parts of `bytes`. Errors: no such archive, a member that is cut short.
[[nodiscard]] Result<ArMembers> parse_ar(std::string_view bytes);

}  // namespace linuxbake::deb
