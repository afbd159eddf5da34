// SPDX-License-Identifier: MIT
// package.h - the two steps of linuxbake_add_package().
//
// Notes in the target's directory say what is there: "configured" holds the inputs of what is in
// <tree>/build, "built" the key of <tree>/root.
#pragma once

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "common/result.h"

namespace linuxbake::bake {

// Looks after source and tree.
[[nodiscard]] Result<void> configure_package(const PackageRecipe& recipe, const Console& console);

// The same; then what was stored for these inputs, or configure, make and install. Afterwards
// <tree>/root is what was installed, as far as it is kept, and record.json says what that is.
[[nodiscard]] Result<void> build_package(const PackageRecipe& recipe, const Console& console);

}  // namespace linuxbake::bake
