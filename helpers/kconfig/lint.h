// SPDX-License-Identifier: MIT
// lint.h - lines of fragments that can have no effect.
//
// A line is reported where the whole configuration is the same without it: its name is not known,
// it has no prompt, a line before says the same, the base or a default has the value anyway, a
// select forces it, or it did not take at all. Lines of which a later one replaces an earlier one
// on purpose ('# override', see assignments.h) are not, nor are those marked '# optional'.
//
// With another tree (an older or newer version), a name that only one of the two knows is reported
// as well: "6.1.140 does not know it".
//
// Without a line only its symbol is looked at, or its choice (Evaluator::stays_with): where that
// keeps its value, so does everything. Trees whose `conf` asks cost an evaluation of everything for
// each line.
#pragma once

#include "kconfig/resolve.h"
#include "kconfig/status_line.h"

namespace linuxbake::kconfig {

// One for each idle line, in order, with its place.
[[nodiscard]] Result<std::vector<Error>> lint(const Tree& tree, Evaluator& values,
                                              const ConfigFile& base,
                                              const std::vector<ConfigFile>& fragments,
                                              const Tree* other = nullptr,
                                              StatusLine* status = nullptr);

}  // namespace linuxbake::kconfig
