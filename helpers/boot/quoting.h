// SPDX-License-Identifier: MIT
// quoting.h - strings in double quotes, and words for a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::boot {

// The value of a string in double quotes: \n \r \t \e \\ \" \xHH. Errors: no closing quote, text
// after it, an unknown escape.
[[nodiscard]] Result<std::string> unquoted(std::string_view text);

// For messages: control characters as escapes, long texts shortened.
[[nodiscard]] std::string printable(std::string_view text);

// A word for a POSIX shell, quoted where it has to be.
[[nodiscard]] std::string shell_word(std::string_view word);
[[nodiscard]] std::string shell_line(const std::vector<std::string>& words);

// A value in one of QEMU's options, which are separated by commas: one in it is doubled.
[[nodiscard]] std::string option_value(std::string_view value);

}  // namespace linuxbake::boot
