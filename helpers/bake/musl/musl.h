// SPDX-License-Identifier: MIT
// musl.h - the two steps of linuxbake_add_musl().
#pragma once

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "common/result.h"

namespace linuxbake::bake {

// Looks after both sources and the tree.
[[nodiscard]] Result<void> configure_musl(const MuslRecipe& recipe, const Console& console);

// The same; then the sysroot that was stored for these inputs, or `make headers` of the kernel, and
// musl's configure and make. Afterwards <tree>/sysroot is there, <tree>/bin/<triple>-gcc uses it,
// and record.json says what it is.
[[nodiscard]] Result<void> build_musl(const MuslRecipe& recipe, const Console& console);

}  // namespace linuxbake::bake
