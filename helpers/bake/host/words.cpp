// SPDX-License-Identifier: MIT
#include "bake/host/words.h"

namespace linuxbake::bake {

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

std::string with_replaced(std::string text, std::string_view placeholder,
                          std::string_view replacement) {
  for (std::size_t at = 0; (at = text.find(placeholder, at)) != std::string::npos;
       at += replacement.size())
    text.replace(at, placeholder.size(), replacement);
  return text;
}

}  // namespace linuxbake::bake
