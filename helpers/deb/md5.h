// SPDX-License-Identifier: MIT
// md5.h - MD5 (RFC 1321), because dpkg's lists of files (md5sums, Conffiles) know nothing else.
// It is no protection against anybody.
#pragma once

#include <string>
#include <string_view>

namespace linuxbake::deb {

// The 32 lower-case hexadecimal digits of the hash of `bytes`.
[[nodiscard]] std::string md5(std::string_view bytes);

}  // namespace linuxbake::deb
