// SPDX-License-Identifier: MIT
// import.h - the record of a kernel that was not built here, for the manifest of an image: an
// object with name, version, arch, source (origin, file), files (the kernel's size and sha256) and,
// where a configuration is known, config (sha256).
//
// The recipe (bake/recipe.h), of the kind "import", has these fields:
//   kind, target  string
//   arch          string   what the kernel is for: "x86_64"
//   file          string   the kernel
//   config        string   its .config, or empty
//   record        string   the JSON file that is written
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "common/result.h"

namespace linuxbake::bake::kernel {

inline constexpr std::string_view kind_of_import = "import";

struct ImportRecipe {
  std::string target, arch;
  std::filesystem::path file, config, record;
};

// Errors: no JSON, another kind, a field that is missing, unknown, or of another type. They name
// `recipe_file`, the field, and what it has to be.
[[nodiscard]] Result<ImportRecipe> parse_import_recipe(std::string_view text,
                                                       const std::string& recipe_file);

// Errors: a file cannot be read or written.
[[nodiscard]] Result<void> write_record_of_import(const ImportRecipe& recipe);

}  // namespace linuxbake::bake::kernel
