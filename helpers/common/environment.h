// SPDX-License-Identifier: MIT
// environment.h - what the programs that we run get of the user's environment.
#pragma once

#include <string_view>

namespace linuxbake {

// Whether a variable of this name comes along: where things are, how programs of this host are
// started, the terminal, the network, compiler caches, and what LinuxBake documents. The list is
// that of modules/scripts/Environment.cmake, where it is explained.
[[nodiscard]] bool comes_along(std::string_view name);

// Removes the others from the environment of this process. The locale is C then, the time zone UTC.
void forget_environment();

}  // namespace linuxbake
