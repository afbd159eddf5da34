// SPDX-License-Identifier: MIT
// words.h - the words of one line of a manifest.
//
// Words stand between spaces and tabs and mean what they say. A word that begins with '"' is quoted
// as in C: \\ \" \n \t \r, three octal digits, \x and two hexadecimal digits; quoted_word() of
// common/double_quotes.h writes what is read here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"

namespace linuxbake::cpio {

// No words for an empty line and for a comment ('#' in the first column but for spaces).
// Errors: a quote without its end or with something behind it, an unknown escape, a NUL.
[[nodiscard]] Result<std::vector<std::string>> split_words(std::string_view line);

}  // namespace linuxbake::cpio
