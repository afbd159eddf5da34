// SPDX-License-Identifier: MIT
// files.h - reading whole files, and writing them so that nobody ever sees half of one.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake {

// The bytes of a file. Errors: it does not exist, is a directory, or cannot be read.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

// Replaces `path` by `bytes` in one step: a temporary file beside it, then rename(2). Where the
// file already holds these bytes it is left alone, time stamp included, so that build tools stop
// there. Missing parent directories are made. Returns whether the file was written.
// Errors: the file system refuses (no space, no permission); `path` is then as it was before.
[[nodiscard]] Result<bool> write_file_if_different(const std::filesystem::path& path,
                                                   std::string_view bytes);

// Gives a file or directory the time of now, as a mark that it was used. Where nobody may write it
// keeps its own.
void touch(const std::filesystem::path& path);

}  // namespace linuxbake
