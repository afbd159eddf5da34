// SPDX-License-Identifier: MIT
// job.h - what the parts of the build of a Kbuild tree are given.
//
// Our own notes are in the target's directory: "configured" (the inputs of the last step
// configure), "configuration" (whose it is: kept_configuration.h), "edited" (not empty after the
// step menuconfig), "built" (the key of what the outputs are), "built-once" (something was made in
// the tree), "read-files" (for which files of the host).
#pragma once

#include "bake/recipe.h"
#include "bake/step/job.h"
#include "bake/toolchain/compiler.h"

namespace linuxbake::bake::kbuild {

struct Job : JobOf<KbuildRecipe> {
  Compiler compiler = {};  // empty where a step needs none

  [[nodiscard]] Path config() const { return recipe.tree / ".config"; }
  // What linuxbake-kconfig or the tree's own make has made.
  [[nodiscard]] Path resolved_config() const { return recipe.directory / "resolved.config"; }
  [[nodiscard]] bool is_of_linux() const { return recipe.name == "linux"; }
  // A tree of the user's own, which nobody has declared file by file.
  [[nodiscard]] bool has_own_source() const { return !recipe.source.local.empty(); }
  // "linux 6.12.1"
  [[nodiscard]] std::string what() const { return recipe.name + " " + source.version; }
};

}  // namespace linuxbake::bake::kbuild
