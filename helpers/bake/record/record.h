// SPDX-License-Identifier: MIT
// record.h - what was built, for the manifest of an image: record.json beside the target. An object
// with name, version, arch, source (the fetcher's record without its path), patches (file, sha256),
// compiler, and files: by name, size and sha256.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "bake/recipe.h"
#include "common/result.h"

namespace linuxbake::bake {

struct Built {
  std::string compiler;  // in words
  std::string version;   // of the source, where its record has none
  std::vector<std::pair<std::string, std::filesystem::path>> files;  // by the names in the record
};

// The text of the record. Errors: a file cannot be read, or the fetcher's record is no JSON.
[[nodiscard]] Result<std::string> record_of(const Recipe& recipe, const Built& built);

}  // namespace linuxbake::bake
