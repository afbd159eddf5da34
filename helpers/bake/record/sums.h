// SPDX-License-Identifier: MIT
// sums.h - one hash for all files of a directory, as it stands in records.
#pragma once

#include <filesystem>
#include <string>

#include "common/result.h"

namespace linuxbake::bake {

// That of what sha256sum(1) prints for the files and links to files below, named "./lib/libc.a", in
// the order of their bytes; without those whose name is `left_out`. It says nothing of modes, times
// and directories. Errors: a file cannot be read. Throws std::filesystem::filesystem_error.
[[nodiscard]] Result<std::string> sums_of_directory(const std::filesystem::path& directory,
                                                    const std::string& left_out = {});

}  // namespace linuxbake::bake
