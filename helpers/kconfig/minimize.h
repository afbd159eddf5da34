// SPDX-License-Identifier: MIT
// minimize.h - the shortest fragment that gives a configuration back over a base.
//
// It begins with every symbol that differs and that a user can set, and takes lines away as long as
// the whole .config stays what it is: in the end no line can be left out. (Not a proof that no
// other, smaller set exists.) A symbol that keeps its value without its line leaves all others as
// they are, so that only the symbol has to be looked at; members of choices, and trees whose `conf`
// asks, cost an evaluation of everything each.
#pragma once

#include "kconfig/merge.h"
#include "kconfig/resolve.h"

namespace linuxbake::kconfig {

// The fragment's text; each line is one symbol. An error where no fragment can give the
// configuration back.
[[nodiscard]] Result<std::string> minimize(const Tree& tree, Evaluator& values, const Merge& base,
                                           const ConfigFile& config);

}  // namespace linuxbake::kconfig
