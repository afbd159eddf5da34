// SPDX-License-Identifier: MIT
// cache_directory.h - where LinuxBake keeps what it has fetched, made and found out.
#pragma once

#include <filesystem>
#include <string>

namespace linuxbake {

// $LINUXBAKE_CACHE_DIR, $XDG_CACHE_HOME/linuxbake or ~/.cache/linuxbake: that of the first variable
// that is set and not empty. Empty where none is, HOME included.
[[nodiscard]] std::string cache_directory();

// That something in it is used now: its time becomes today's, by which the least recently used is
// found. Its bytes stay what they are; so does the time, where nobody may write.
void note_use(const std::filesystem::path& path);

}  // namespace linuxbake
