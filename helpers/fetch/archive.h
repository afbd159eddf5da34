// SPDX-License-Identifier: MIT
// archive.h - unpacks archives, with the tar that is in CMake: so no archiver has to be installed,
// and what comes out has the modes and times that CMake's ExternalProject gives it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "fetch/cache.h"
#include "fetch/program_run.h"

namespace linuxbake::fetch {

struct Unpacking {
  std::filesystem::path archive, directory;  // into this directory, which is there
  std::vector<std::string> members;          // empty: all
  Progress progress = Progress::none;
  std::string what;  // "extracting"
};

// What went wrong, in the words of tar; empty if all is well.
[[nodiscard]] std::string unpack(const Job& job, const Unpacking& unpacking);

}  // namespace linuxbake::fetch
