// SPDX-License-Identifier: MIT
// visible_text.h - texts of unknown origin as a message can show them: valid UTF-8, nothing unseen.
#pragma once

#include <string>
#include <string_view>

namespace linuxbake {

// What prints nothing or only a blank (control characters, U+00A0, U+FEFF, U+200B …) becomes
// "<U+FEFF>", a byte that is no UTF-8 "<0xFF>". Newlines, tabs and plain blanks stay.
[[nodiscard]] std::string visible_text(std::string_view text);

// The same, with everything that is not ASCII named: of words that can hold nothing else.
[[nodiscard]] std::string ascii_text(std::string_view text);

// For messages that quote a text in one line: control characters as escapes (\n, \t, \x1b), long
// texts shortened.
[[nodiscard]] std::string printable(std::string_view text);

// The beginning of the text, at most `most` bytes of it, cut between characters.
[[nodiscard]] std::string_view cut_text(std::string_view text, std::size_t most);

}  // namespace linuxbake
