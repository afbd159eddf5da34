// SPDX-License-Identifier: MIT
// quote.h - any string in a shell script, in a C source, or in a line for people.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace linuxbake::init {

// The words with a space between them, each a shell_word(), so that none is taken for an
// assignment.
[[nodiscard]] std::string shell_command(std::span<const std::string> words);

// A C string literal; bytes outside printable ASCII as three octal digits.
[[nodiscard]] std::string c_quoted(std::string_view text);

// For a report of one line: control characters become '?', what is longer than 200 bytes ends in
// "...", never in the middle of a UTF-8 sequence.
[[nodiscard]] std::string one_line(std::span<const std::string> words);

}  // namespace linuxbake::init
