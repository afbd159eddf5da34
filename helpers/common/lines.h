// SPDX-License-Identifier: MIT
// lines.h - texts line by line and word by word.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace linuxbake {

// Between the words of a line; '\r' is there for files that end their lines with CR LF.
inline constexpr std::string_view blanks = " \t\r";

// The first line of a text that is not empty, without its '\n'. The text goes on behind it.
[[nodiscard]] std::string_view take_line(std::string_view& text);

// The last lines of a text, at most `count`, without the '\n' at its end.
[[nodiscard]] std::string_view last_lines(std::string_view text, std::size_t count);

// The text without what stands of `unwanted` at its two ends.
[[nodiscard]] std::string_view trimmed(std::string_view text, std::string_view unwanted = blanks);

// What stands between blanks; nothing of it is empty.
[[nodiscard]] std::vector<std::string> plain_words(std::string_view text);

// What stands between separators; that may be empty. No parts in an empty text.
[[nodiscard]] std::vector<std::string> split(std::string_view text, std::string_view separators);

}  // namespace linuxbake
