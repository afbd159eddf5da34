// SPDX-License-Identifier: MIT
// lint.h - lines of fragments that can have no effect.
//
// A line is reported where the whole configuration is the same without it: its name is not known,
// it has no prompt, a line before says the same, the base or a default has the value anyway, a
// select forces it, or it did not take at all.
#pragma once

#include "kconfig/resolve.h"

namespace linuxbake::kconfig {

// One for each idle line, in order, with its place.
[[nodiscard]] std::vector<Error> lint(const Tree& tree, Evaluator& values, const ConfigFile& base,
                                      const std::vector<ConfigFile>& fragments);

}  // namespace linuxbake::kconfig
