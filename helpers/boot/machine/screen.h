// SPDX-License-Identifier: MIT
// screen.h - the text on the screen of a PC in text mode, from the memory of its VGA adapter
// (80 x 25 pairs of character and attribute at 0xb8000).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace linuxbake::boot {

inline constexpr std::size_t screen_columns = 80;
inline constexpr std::size_t screen_rows = 25;
inline constexpr std::size_t screen_bytes = screen_columns * screen_rows * 2;

// Lines without blanks at their ends, without empty lines at the end. Empty if it is no text.
[[nodiscard]] std::string screen_text(std::string_view memory);

}  // namespace linuxbake::boot
