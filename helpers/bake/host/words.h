// SPDX-License-Identifier: MIT
// words.h - command lines are put together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linuxbake::bake {

using Words = std::vector<std::string>;

void append(Words& words, const Words& more);

// The text with another one in place of each that says `placeholder`, which is not empty.
[[nodiscard]] std::string with_replaced(std::string text, std::string_view placeholder,
                                        std::string_view replacement);

}  // namespace linuxbake::bake
