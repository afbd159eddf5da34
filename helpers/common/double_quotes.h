// SPDX-License-Identifier: MIT
// double_quotes.h - strings in double quotes, with escapes as in C.
//
// Manifests, the descriptions of inits and the scripts of boot tests have them. Each of these
// languages knows \" \\ \xHH and some more escapes, and has its own words for what is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace linuxbake {

// What a language has besides \" \\ and \xHH.
struct Escapes {
  std::string_view letters = {};  // some of "nrte"
  bool octal = false;             // \012
  bool nul = false;               // \x00 may stand there
};

struct QuoteFault {
  enum class Kind : std::uint8_t {
    no_end,     // the closing quote is missing
    cut_off,    // likewise, and a backslash is the last character
    unknown,    // the escape `letter`
    digits,     // of \xHH or \012 some are missing
    too_large,  // above \377
    nul,
  } kind = Kind::no_end;
  char letter = '\0';
};

// The value of the string that begins with the quote at `at`, which is then behind its end.
[[nodiscard]] tl::expected<std::string, QuoteFault> read_quoted(std::string_view text,
                                                                std::size_t& at,
                                                                const Escapes& escapes);

// A word as the readers of manifests and descriptions take it back: quoted only where it has to be.
[[nodiscard]] std::string quoted_word(std::string_view word);

}  // namespace linuxbake
