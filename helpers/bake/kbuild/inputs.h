// SPDX-License-Identifier: MIT
// inputs.h - all that decides what the build of a Kbuild tree gives: texts whose hashes are keys.
#pragma once

#include <string>

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// All but the configuration. No path of the host stands in it. Errors: a file cannot be read.
[[nodiscard]] Result<std::string> common_inputs(const Job& job);

// All that decides the configuration, as a hash.
[[nodiscard]] Result<std::string> configuration_inputs(const Job& job);

// What is to be built now, by the .config in the tree.
struct Wanted {
  std::string inputs;      // the whole text
  std::string key;         // its hash
  std::string read_files;  // the part of it about files that options name
};

// Errors: a file cannot be read, or one that the configuration names is not there.
[[nodiscard]] Result<Wanted> wanted_result(const Job& job);

}  // namespace linuxbake::bake::kbuild
