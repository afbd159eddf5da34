// SPDX-License-Identifier: MIT
#include "boot/machine/option_value.h"

namespace linuxbake::boot {

std::string option_value(std::string_view value) {
  std::string text;
  for (const char c : value) text += c == ',' ? ",," : std::string(1, c);
  return text;
}

}  // namespace linuxbake::boot
