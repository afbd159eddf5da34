// SPDX-License-Identifier: MIT
// slots.h - texts of helpers/guest/init, in which @NAME@ stands for what a description says.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace linuxbake::init {

struct Slot {
  std::string_view mark;  // as it stands in the text: "@NAME@"
  std::string_view value;
};

// The text with the values in place of the marks.
[[nodiscard]] std::string filled(std::string_view text, std::initializer_list<Slot> slots);

}  // namespace linuxbake::init
