// SPDX-License-Identifier: MIT
// quote.h - any string as one word of a shell script, of a C source, or of a line for people.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace linuxbake::init {

// One word of a POSIX shell, whatever bytes it holds (but NUL): as it is where no character is
// special, else in single quotes, with a ' as '\''.
[[nodiscard]] std::string shell_quoted(std::string_view text);

// The words with a space between them, each quoted.
[[nodiscard]] std::string shell_command(std::span<const std::string> words);

// A C string literal; bytes outside printable ASCII as three octal digits.
[[nodiscard]] std::string c_quoted(std::string_view text);

// For a report of one line: control characters become '?', what is longer than 200 bytes ends in
// "...", never in the middle of a UTF-8 sequence.
[[nodiscard]] std::string one_line(std::span<const std::string> words);

}  // namespace linuxbake::init
