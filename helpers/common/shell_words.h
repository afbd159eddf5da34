// SPDX-License-Identifier: MIT
// shell_words.h - any text as a word of a POSIX shell (but for NUL, which no word holds).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linuxbake {

// In single quotes, with a ' as '\''.
[[nodiscard]] std::string single_quoted(std::string_view text);

// As it is where no character is special, else in single quotes. "a=b" is special: it is an
// assignment where it stands first.
[[nodiscard]] std::string shell_word(std::string_view word);

// A command as somebody reads it and pastes it into a shell: behind its first word a '=' needs no
// quotes.
[[nodiscard]] std::string shell_line(const std::vector<std::string>& words);

}  // namespace linuxbake
