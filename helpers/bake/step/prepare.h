// SPDX-License-Identifier: MIT
// prepare.h - what each step of each kind begins with.
#pragma once

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "bake/source/source.h"
#include "bake/toolchain/compiler.h"
#include "common/result.h"

namespace linuxbake::bake {

struct Prepared {
  Source source;
  Compiler compiler;
};

// Finds the source, looks at the compiler, and makes the tree anew if one of them is another.
[[nodiscard]] Result<Prepared> prepare(const Recipe& recipe, const Console& console,
                                       SourceExtent extent = SourceExtent::whole);

}  // namespace linuxbake::bake
