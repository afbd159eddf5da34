// SPDX-License-Identifier: MIT
// job.h - what the parts of a package's build are given.
#pragma once

#include "bake/recipe.h"
#include "bake/step/job.h"

namespace linuxbake::bake {

struct Job : JobOf<PackageRecipe> {
  [[nodiscard]] Path build() const { return recipe.tree / "build"; }
  // What was installed, as far as it is kept: the result.
  [[nodiscard]] Path root() const { return recipe.tree / "root"; }
  // The packages that it is compiled with, all in one.
  [[nodiscard]] Path needed() const { return recipe.tree / "needed"; }
  [[nodiscard]] Path pkg_config() const { return recipe.tree / "pkg-config"; }
};

}  // namespace linuxbake::bake
