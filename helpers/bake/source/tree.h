// SPDX-License-Identifier: MIT
// tree.h - the directory that a target is built in: it belongs to one source and one compiler.
#pragma once

#include <string>

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "bake/source/source.h"
#include "bake/toolchain/compiler.h"
#include "common/result.h"

namespace linuxbake::bake {

// Makes the tree, and empties it if it was made with another source or compiler: what is there is
// of no use then. What ccache finds belongs to this compiler, too, from now on.
[[nodiscard]] Result<void> renew_tree(const Recipe& recipe, const Source& source,
                                      const Compiler& compiler, const Console& console);

// Removes what is in the tree, and the note "built-once" of what was made there.
[[nodiscard]] Result<void> empty_tree(const Recipe& recipe);

// A note of ours, a file in the target's directory; empty where there is none.
[[nodiscard]] std::string note(const Recipe& recipe, const char* name);
[[nodiscard]] Result<void> write_note(const Recipe& recipe, const char* name,
                                      const std::string& text);
void remove_note(const Recipe& recipe, const char* name);

}  // namespace linuxbake::bake
