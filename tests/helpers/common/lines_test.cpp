// SPDX-License-Identifier: MIT
#include "common/lines.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake {
namespace {

using Texts = std::vector<std::string>;

TEST(TakeLine, LeavesTheRest) {
  std::string_view text = "one\n\nthree";
  EXPECT_EQ(take_line(text), "one");
  EXPECT_EQ(text, "\nthree");
  EXPECT_EQ(take_line(text), "");
  EXPECT_EQ(take_line(text), "three");
  EXPECT_EQ(text, "");
}

RC_GTEST_PROP(TakeLine, LosesNothing, (const std::vector<std::string>& texts)) {
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  std::string again;
  for (std::string_view rest = all; !rest.empty();) again += std::string(take_line(rest)) + "\n";
  RC_ASSERT(again == all);
}

TEST(LastLines, AreAtMostSoMany) {
  EXPECT_EQ(last_lines("a\nb\nc\n", 2), "b\nc");
  EXPECT_EQ(last_lines("a\nb\nc", 3), "a\nb\nc");
  EXPECT_EQ(last_lines("a\nb\nc", 9), "a\nb\nc");
  EXPECT_EQ(last_lines("\na", 1), "a");
  EXPECT_EQ(last_lines("\na", 2), "\na");
  EXPECT_EQ(last_lines("", 2), "");
  EXPECT_EQ(last_lines("a\n\n", 1), "");
  EXPECT_EQ(last_lines("a", 0), "");
}

TEST(Trimmed, LosesItsBlanks) {
  EXPECT_EQ(trimmed(" \ta b\r"), "a b");
  EXPECT_EQ(trimmed(" \t"), "");
  EXPECT_EQ(trimmed(" a\r", " "), "a\r");
}

TEST(PlainWords, StandBetweenBlanks) {
  EXPECT_EQ(plain_words(" a\tb  c\r"), (Texts{"a", "b", "c"}));
  EXPECT_EQ(plain_words(" a\t b "), (Texts{"a", "b"}));
  EXPECT_EQ(plain_words(" \r"), Texts());
  EXPECT_EQ(plain_words(" "), Texts());
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(split("a:;b:", ":;"), (Texts{"a", "", "b", ""}));
  EXPECT_EQ(split("a;;b", ";"), (Texts{"a", "", "b"}));
  EXPECT_EQ(split("", ":"), Texts());
}

}  // namespace
}  // namespace linuxbake
