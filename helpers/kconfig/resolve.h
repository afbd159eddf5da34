// SPDX-License-Identifier: MIT
// resolve.h - a base and fragments become the .config that `make olddefconfig` would leave.
//
// The base is resolved first, by itself, as `make <base>` does it; its values stand where no
// fragment says otherwise. Then the fragments' lines go over it (merge.h), and the whole is
// resolved as `conf --olddefconfig` does it.
#pragma once

#include <string>
#include <vector>

#include "kconfig/evaluator.h"
#include "kconfig/merge.h"
#include "kconfig/tree.h"

namespace linuxbake::kconfig {

// tinyconfig, allnoconfig, alldefconfig, allyesconfig, allmodconfig, defconfig, <name>_defconfig,
// or the path of a .config; the text is what stands before the fragments. What the tree's `conf`
// would not take from that file is left out, and told in `warnings`.
[[nodiscard]] Result<ConfigFile> base_config(const Tree& tree, Evaluator& values,
                                             const std::string& base,
                                             std::vector<Error>* warnings = nullptr);

// After set_user_values(): what this tree's `conf` does before it writes. The error is that of
// interview(): then there is no such configuration, and `values` are those of the questions before.
[[nodiscard]] Result<void> settle(const Tree& tree, Evaluator& values);

// Leaves `values` as the result has it.
[[nodiscard]] Result<void> apply_merge(const Tree& tree, Evaluator& values, const Merge& merged);

// Whether the word is a base by name, and not a file.
[[nodiscard]] bool is_base_name(const std::string& base);

}  // namespace linuxbake::kconfig
