// SPDX-License-Identifier: MIT
// edit.h - the configuration is changed by menus, and written down.
#pragma once

#include "bake/kbuild/job.h"
#include "common/result.h"

namespace linuxbake::bake::kbuild {

// The menus of the tree's own make. What was changed is built next, until a fragment changes.
[[nodiscard]] Result<void> change_by_menus(const Job& job);

// Writes the shortest fragment that makes the configuration from its base.
[[nodiscard]] Result<void> save_fragment(const Job& job);

}  // namespace linuxbake::bake::kbuild
