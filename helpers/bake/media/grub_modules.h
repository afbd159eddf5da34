// SPDX-License-Identifier: MIT
// grub_modules.h - which modules of GRUB need which others: the file moddep.lst in the directory of
// each platform, a line "<module>: <module> <module> …" for each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::bake::media {

// These modules and all that they need, each once, in the order in which they are met.
[[nodiscard]] std::vector<std::string> grub_closure(std::string_view moddep,
                                                    const std::vector<std::string>& modules);

}  // namespace linuxbake::bake::media
