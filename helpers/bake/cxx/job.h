// SPDX-License-Identifier: MIT
// job.h - what the parts of the C++ runtime's build are given.
#pragma once

#include "bake/recipe.h"
#include "bake/step/job.h"

namespace linuxbake::bake {

struct CxxJob : JobOf<CxxRecipe> {
  // What LLVM installs, "usr" and "clang": the result that is kept.
  [[nodiscard]] Path runtime() const { return recipe.tree / "runtime"; }
  // The libc with the runtime in it, so that one --sysroot says all.
  [[nodiscard]] Path sysroot() const { return recipe.tree / "sysroot"; }
  // What clang has beside itself: -resource-dir.
  [[nodiscard]] Path resources() const { return recipe.tree / "clang"; }
};

}  // namespace linuxbake::bake
