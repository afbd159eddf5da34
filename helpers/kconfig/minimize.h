// SPDX-License-Identifier: MIT
// minimize.h - the shortest fragment that gives a configuration back over a base.
//
// It begins with every symbol that differs and that a user can set, and takes lines away as long as
// the whole .config stays what it is, first many at once, then each by itself: in the end no line
// can be left out. (Not a proof that no other, smaller set exists.)
#pragma once

#include "kconfig/merge.h"
#include "kconfig/resolve.h"

namespace linuxbake::kconfig {

// The fragment's text; each line is one symbol. An error where no fragment can give the
// configuration back.
[[nodiscard]] Result<std::string> minimize(const Tree& tree, Evaluator& values, const Merge& base,
                                           const ConfigFile& config);

}  // namespace linuxbake::kconfig
