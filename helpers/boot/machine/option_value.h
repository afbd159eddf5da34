// SPDX-License-Identifier: MIT
// option_value.h - a value in one of QEMU's options, which are separated by commas.
#pragma once

#include <string>
#include <string_view>

namespace linuxbake::boot {

// A comma in it is doubled.
[[nodiscard]] std::string option_value(std::string_view value);

}  // namespace linuxbake::boot
