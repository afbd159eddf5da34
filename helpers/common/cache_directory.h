// SPDX-License-Identifier: MIT
// cache_directory.h - where LinuxBake keeps what it has fetched, made and found out.
#pragma once

#include <string>

namespace linuxbake {

// $LINUXBAKE_CACHE_DIR, $XDG_CACHE_HOME/linuxbake or ~/.cache/linuxbake: that of the first variable
// that is set and not empty. Empty where none is, HOME included.
[[nodiscard]] std::string cache_directory();

}  // namespace linuxbake
