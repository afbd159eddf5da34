// SPDX-License-Identifier: MIT
// effect.h - what fragments change in a base, and why each symbol changes.
//
// A symbol was asked for (the line's place is told), is selected or implied by another one, or
// follows by its default: because of what it depends on, or of another default.
#pragma once

#include "kconfig/diff.h"
#include "kconfig/resolve.h"

namespace linuxbake::kconfig {

[[nodiscard]] Result<std::vector<Difference>> effect(const Tree& tree, Evaluator& values,
                                                     const ConfigFile& base,
                                                     const std::vector<ConfigFile>& fragments);

}  // namespace linuxbake::kconfig
