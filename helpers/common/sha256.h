// SPDX-License-Identifier: MIT
// sha256.h - SHA-256 (FIPS 180-4), for reports of what is in an archive.
#pragma once

#include <string>
#include <string_view>

namespace linuxbake {

// The 64 lower-case hexadecimal digits of the hash of `bytes`.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace linuxbake
