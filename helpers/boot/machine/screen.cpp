// SPDX-License-Identifier: MIT
#include "boot/machine/screen.h"

namespace linuxbake::boot {

std::string screen_text(std::string_view memory) {
  if (memory.size() < screen_bytes) return {};
  std::string text;
  std::size_t strange = 0;
  for (std::size_t row = 0; row < screen_rows; ++row) {
    std::string line;
    for (std::size_t column = 0; column < screen_columns; ++column) {
      const char c = memory[2 * (row * screen_columns + column)];
      const bool shown = c >= ' ' && c <= '~';
      if (!shown && c != '\0') ++strange;
      line += shown ? c : ' ';
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  // In a graphics mode this memory holds anything. Frames of menus are beyond ASCII, and few.
  if (strange > screen_columns * screen_rows / 4) return {};
  text.erase(text.find_last_not_of('\n') + 1);
  return text.empty() ? text : text + '\n';
}

}  // namespace linuxbake::boot
