// SPDX-License-Identifier: MIT
// renew.h - the result of a target is made where another one is there, or none. The note "built" in
// the target's directory holds the key of what is there.
#pragma once

#include <string>

#include "bake/host/console.h"
#include "bake/recipe.h"
#include "bake/results/directory.h"
#include "common/result.h"

namespace linuxbake::bake {

// Makes the directory, or takes it from the cache (make_or_take()). Does nothing if it has the same
// key already, `proof` is there, and its source is no tree of the user's own.
[[nodiscard]] Result<void> renew_unless_current(const Recipe& recipe, const WantedDirectory& wanted,
                                                const Path& proof, const Console& console);

// All that belongs to the result has been written.
[[nodiscard]] Result<void> note_current(const Recipe& recipe, const std::string& inputs);

}  // namespace linuxbake::bake
