// SPDX-License-Identifier: MIT
#include "cpio/words.h"

#include <utility>

#include "common/double_quotes.h"
#include "common/lines.h"

namespace linuxbake::cpio {
namespace {

bool is_space(char c) {
  return blanks.find(c) != std::string_view::npos;
}

constexpr Escapes escapes = {.letters = "ntr", .octal = true};

std::string text_of(const QuoteFault& fault) {
  switch (fault.kind) {
    case QuoteFault::Kind::no_end:
      return "a quote is not closed";
    case QuoteFault::Kind::digits:
      return "an escape in quotes has three octal digits (\\012) or, after \\x, two hexadecimal";
    case QuoteFault::Kind::too_large:
      return "an octal escape in quotes ends at \\377";
    case QuoteFault::Kind::nul:
      return "a NUL cannot stand in a name";
    case QuoteFault::Kind::cut_off:
    case QuoteFault::Kind::unknown:
      break;
  }
  return R"(unknown escape in quotes (known: \\ \" \n \t \r \012 \x0a))";
}

}  // namespace

Result<std::vector<std::string>> split_words(std::string_view line) {
  std::vector<std::string> words;
  if (line.find('\0') != std::string_view::npos) return fail("a NUL cannot stand in a manifest");
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_space(line[at])) ++at;
    if (at >= line.size() || (words.empty() && line[at] == '#')) return words;
    if (line[at] == '"') {
      auto word = read_quoted(line, at, escapes);
      if (!word) return fail(text_of(word.error()));
      if (at < line.size() && !is_space(line[at])) return fail("a space is missing after a quote");
      words.push_back(std::move(*word));
    } else {
      const std::size_t start = at;
      while (at < line.size() && !is_space(line[at])) ++at;
      words.emplace_back(line.substr(start, at - start));
    }
  }
}

}  // namespace linuxbake::cpio
