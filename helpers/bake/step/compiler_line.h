// SPDX-License-Identifier: MIT
// compiler_line.h - compilers for those who want one in a line.
#pragma once

#include <string>

#include "bake/recipe.h"

namespace linuxbake::bake {

// The command with blanks between its words, and ccache in front where there is one. Empty if the
// command is.
[[nodiscard]] std::string compiler_line(const Recipe& recipe, const Words& compiler);

}  // namespace linuxbake::bake
