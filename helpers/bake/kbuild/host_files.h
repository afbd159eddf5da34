// SPDX-License-Identifier: MIT
// host_files.h - files of the host that options of a configuration make a build read, although they
// are not in its source. modules/detail/HostFiles.cmake looks for them when CMake configures, and
// says in the recipe which options these are.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bake/host/complaint.h"
#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

struct HostFiles {
  // An option, "CONFIG_X", and a path that has to be there; a relative one is meant in the source.
  std::vector<std::pair<std::string, std::string>> needed;
  // Files of the host that other options name: they may be read.
  Paths found;
};

// Of Linux these are the words of the recipe's host_options, and files that other options name but
// those of guest_options; of others what CONFIG_SYSROOT and CONFIG_EXTRA_CFLAGS and its like tell
// the compiler to read.
[[nodiscard]] HostFiles files_of_options(const KbuildRecipe& recipe,
                                         std::string_view configuration);

// A sentence for each that is missing, which may be below one of the places.
[[nodiscard]] Lines missing_files(const HostFiles& files, const Paths& places);

// What is behind them, for the key. Errors: one is missing; then it was shown which.
[[nodiscard]] Result<std::string> content_of_host_files(const Job& job);

}  // namespace linuxbake::bake::kbuild
