// SPDX-License-Identifier: MIT
// tidy.h - the fourth part of a package's build: what becomes of the files that it has installed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bake/package/job.h"
#include "common/result.h"

namespace linuxbake::bake {

// Leaves what is to be kept, strips the programs, and stops for one that the image could not run.
[[nodiscard]] Result<void> tidy(const Job& job, const std::filesystem::path& directory);

// Files and links below a directory, relative to it, sorted.
[[nodiscard]] std::vector<std::string> files_below(const std::filesystem::path& directory);

// Which of the installed files go. Without patterns those are manuals and translations; with them,
// what no pattern names, nor a directory that one names. Errors: a pattern that names nothing.
[[nodiscard]] Result<std::vector<std::string>> unwanted_files(
    const std::vector<std::string>& installed, const std::vector<std::string>& patterns,
    const std::string& package);

}  // namespace linuxbake::bake
