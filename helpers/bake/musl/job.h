// SPDX-License-Identifier: MIT
// job.h - what the parts of musl's build are given.
#pragma once

#include "bake/recipe.h"
#include "bake/step/job.h"

namespace linuxbake::bake {

struct MuslJob : JobOf<MuslRecipe> {
  // "include" and "lib": the result.
  [[nodiscard]] Path sysroot() const { return recipe.tree / "sysroot"; }
  // The compiler command that uses it.
  [[nodiscard]] Path wrapper() const { return recipe.tree / "bin" / (recipe.triple + "-gcc"); }
  // As CFLAGS has it.
  [[nodiscard]] std::string cflags() const { return "-pipe " + recipe.pie_flags.front(); }
};

}  // namespace linuxbake::bake
