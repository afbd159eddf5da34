// SPDX-License-Identifier: MIT
#include "cpio/words.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "common/double_quotes.h"

namespace linuxbake::cpio {
namespace {

using Words = std::vector<std::string>;

TEST(Words, StandBetweenSpacesAndTabs) {
  EXPECT_EQ(split_words("  file\t/a  b "), (Words{"file", "/a", "b"}));
  EXPECT_EQ(split_words("carriage return\r"), (Words{"carriage", "return"}));
}

TEST(Words, NoneInAnEmptyLineOrAComment) {
  EXPECT_EQ(split_words(""), Words());
  EXPECT_EQ(split_words("   "), Words());
  EXPECT_EQ(split_words("# file"), Words());
  EXPECT_EQ(split_words("  # file"), Words());
  EXPECT_EQ(split_words("dir /a#b #c"), (Words{"dir", "/a#b", "#c"}));
}

TEST(Words, QuotedAsInC) {
  EXPECT_EQ(split_words(R"("two words" "a\"b\\c" "\n\t\r" "\x41\102" "")"),
            (Words{"two words", "a\"b\\c", "\n\t\r", "AB", ""}));
}

TEST(Words, OutsideQuotesABackslashIsABackslash) {
  EXPECT_EQ(split_words(R"(a\nb c"d)"), (Words{R"(a\nb)", "c\"d"}));
}

struct BadWord {
  std::string line;
  std::string message;
};

class BadWords : public testing::TestWithParam<BadWord> {};

TEST_P(BadWords, AreErrors) {
  const Result<Words> words = split_words(GetParam().line);
  ASSERT_FALSE(words.has_value());
  EXPECT_EQ(words.error().message, GetParam().message);
}

const std::string numeric =
    "an escape in quotes has three octal digits (\\012) or, after \\x, two hexadecimal";
const std::string unknown = "unknown escape in quotes (known: \\\\ \\\" \\n \\t \\r \\012 \\x0a)";

INSTANTIATE_TEST_SUITE_P(
    All, BadWords,
    testing::Values(BadWord{"\"a", "a quote is not closed"}, BadWord{"\"a\\", unknown},
                    BadWord{"\"a\\\"", "a quote is not closed"},
                    BadWord{"\"a\"b", "a space is missing after a quote"}, BadWord{"\"\\q\"", unknown},
                    BadWord{"\"\\x4\"", numeric}, BadWord{"\"\\x", numeric},
                    BadWord{"\"\\xzz\"", numeric}, BadWord{"\"\\x+1\"", numeric},
                    BadWord{"\"\\12\"", numeric}, BadWord{"\"\\1\"", numeric},
                    BadWord{"\"\\777\"", "an octal escape in quotes ends at \\377"},
                    BadWord{"\"\\000\"", "a NUL cannot stand in a name"},
                    BadWord{"\"\\x00\"", "a NUL cannot stand in a name"},
                    BadWord{std::string("a\0b", 3), "a NUL cannot stand in a manifest"}));

RC_GTEST_PROP(Words, AreReadAsTheyWereWritten, ()) {
  const auto character =
      rc::gen::suchThat(rc::gen::arbitrary<char>(), [](char c) { return c != 0; });
  const auto words = *rc::gen::container<Words>(rc::gen::container<std::string>(character));
  std::string line;
  for (const std::string& word : words) line += quoted_word(word) + " ";
  RC_ASSERT(line.find('\n') == std::string::npos);
  const Result<Words> read = split_words(line);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == words);
}

RC_GTEST_PROP(Words, NeverCrash, (const std::string& line)) {
  const Result<Words> read = split_words(line);
  RC_ASSERT(read.has_value() || !read.error().message.empty());
}

}  // namespace
}  // namespace linuxbake::cpio
