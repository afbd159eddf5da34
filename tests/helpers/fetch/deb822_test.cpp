// SPDX-License-Identifier: MIT
#include "fetch/deb822.h"

#include <gtest/gtest.h>

namespace linuxbake::fetch {
namespace {

TEST(Deb822, HasParagraphsAndFieldsThatGoOn) {
  const auto paragraphs = parse_deb822(
      "Package: thing\n"
      "# a comment; with [brackets] and 100 %\n"
      "Checksums-Sha256:\n"
      " 11 2 a;b\n"
      " 22 3 [c]\n"
      "\n \t\n"
      "VERSION:  1:2.0-1 \n");
  ASSERT_EQ(paragraphs.size(), 2U);
  EXPECT_EQ(value_of(paragraphs[0], "package"), "thing");
  const Field* sums = field_of(paragraphs[0], "checksums-sha256");
  ASSERT_NE(sums, nullptr);
  EXPECT_EQ(sums->lines, (std::vector<std::string>{"Checksums-Sha256:", " 11 2 a;b", " 22 3 [c]"}));
  EXPECT_EQ(value_of(paragraphs[1], "version"), "1:2.0-1");
  EXPECT_EQ(value_of(paragraphs[1], "package"), "");
}

TEST(Deb822, HasNoParagraphInBlankLinesAndComments) {
  EXPECT_TRUE(parse_deb822("").empty());
  EXPECT_TRUE(parse_deb822("\n\n# nothing\n\n").empty());
}

TEST(Deb822, AColonInAContinuationIsNoField) {
  const auto paragraphs = parse_deb822("Signed-By:\n -----BEGIN-----\n Comment: x\n .\n");
  ASSERT_EQ(paragraphs.size(), 1U);
  ASSERT_EQ(paragraphs[0].size(), 1U);
  EXPECT_EQ(paragraphs[0][0].lines.size(), 4U);
}

}  // namespace
}  // namespace linuxbake::fetch
