// SPDX-License-Identifier: MIT
#include "init/slots.h"

#include <algorithm>

namespace linuxbake::init {

std::string filled(std::string_view text, std::initializer_list<Slot> slots) {
  std::string result;
  while (!text.empty()) {
    const Slot* next = nullptr;
    std::size_t place = text.size();
    for (const Slot& slot : slots) {
      const std::size_t found = std::min(text.find(slot.mark), text.size());
      if (found < place) next = &slot;
      place = std::min(place, found);
    }
    result += text.substr(0, place);
    text.remove_prefix(place);
    if (next == nullptr) break;
    result += next->value;
    text.remove_prefix(next->mark.size());
  }
  return result;
}

}  // namespace linuxbake::init
