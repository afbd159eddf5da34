// SPDX-License-Identifier: MIT
// In place of decoder.cpp where Zydis is not installed.
#include "isa/decoder.h"

namespace linuxbake::isa {

bool can_decode() {
  return false;
}

Instruction decode(std::string_view) {
  return {};
}

}  // namespace linuxbake::isa
