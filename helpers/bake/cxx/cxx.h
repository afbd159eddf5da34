// SPDX-License-Identifier: MIT
// cxx.h - the two steps of linuxbake_add_cxx().
#pragma once

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "common/result.h"

namespace linuxbake::bake {

// Looks after source and tree.
[[nodiscard]] Result<void> configure_cxx(const CxxRecipe& recipe, const Console& console);

// The same; then the runtime that was stored for these inputs, or the build with LLVM's own CMake.
// Afterwards <tree>/sysroot, <tree>/clang and the compiler commands in <tree>/bin are there, and
// record.json says what they are.
[[nodiscard]] Result<void> build_cxx(const CxxRecipe& recipe, const Console& console);

}  // namespace linuxbake::bake
