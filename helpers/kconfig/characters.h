// SPDX-License-Identifier: MIT
// characters.h - the letters of configurations, whatever the locale.
#pragma once

#include <string_view>

namespace linuxbake::kconfig {

// What stands before a symbol's name in a .config of Linux and BusyBox.
inline constexpr std::string_view option_prefix = "CONFIG_";

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

constexpr bool is_name_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace linuxbake::kconfig
