// SPDX-License-Identifier: MIT
#include "kconfig/assignments.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

namespace linuxbake::kconfig {
namespace {

std::string error_of(std::string_view text) {
  const auto parsed = parse_assignments(text, "f");
  return parsed ? "no error" : parsed.error().text();
}

Assignments of(std::string_view text) {
  const auto parsed = parse_assignments(text, "f");
  EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().text());
  return parsed.value_or(Assignments{});
}

TEST(Assignments, ReadsEachKindOfLine) {
  EXPECT_EQ(of("# a comment\n\nCONFIG_A=y\nCONFIG_B=m\r\nCONFIG_C=n\n# CONFIG_D is not set\n"
               "CONFIG_E=-17\nCONFIG_F=0x1F \nCONFIG_G=\"a \\\"b\\\" # c\"\t\nCONFIG_H="),
            (Assignments{{"CONFIG_A", "y", "f", 3},
                         {"CONFIG_B", "m", "f", 4},
                         {"CONFIG_C", "n", "f", 5},
                         {"CONFIG_D", "n", "f", 6},
                         {"CONFIG_E", "-17", "f", 7},
                         {"CONFIG_F", "0x1F", "f", 8},
                         {"CONFIG_G", "\"a \\\"b\\\" # c\"", "f", 9},
                         {"CONFIG_H", "", "f", 10}}));
}

TEST(Assignments, CommentsStayComments) {
  EXPECT_TRUE(of("#\n##\n#CONFIG_A=y\n# CONFIG_A=y\n# CONFIG_A is not set here\n"
                 "# CONFIG_ is not set\n# CONFIG_A B is not set\n")
                  .empty());
}

TEST(Assignments, OverrideMarksTheNextLineOnly) {
  const Assignments all =
      of("# override\nCONFIG_A=y\nCONFIG_B=y\n#override: why\nCONFIG_C=y\n"
         "# override\n\nCONFIG_D=y\n# overrides\nCONFIG_E=y\n");
  ASSERT_EQ(all.size(), 5U);
  EXPECT_TRUE(all[0].overrides);
  EXPECT_FALSE(all[1].overrides);
  EXPECT_TRUE(all[2].overrides);
  EXPECT_FALSE(all[3].overrides);
  EXPECT_FALSE(all[4].overrides);
}

TEST(Assignments, RefusesWhatConfWouldDrop) {
  EXPECT_EQ(error_of("\n CONFIG_A=y\n"),
            "f:2: ' CONFIG_A=y' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor "
            "a comment");
  EXPECT_EQ(error_of("TTY=y"),
            "f:1: 'TTY=y' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor a "
            "comment");
  EXPECT_EQ(error_of("CONFIG_A-B=y"),
            "f:1: 'CONFIG_A-B=y' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor "
            "a comment");
  EXPECT_EQ(error_of("CONFIG_A"),
            "f:1: 'CONFIG_A' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor a "
            "comment");
  EXPECT_EQ(error_of("#CONFIG_A is not set"),
            "f:1: write '# CONFIG_A is not set' with exactly one space after the '#'; as it stands "
            "it is a comment");
  EXPECT_EQ(error_of("CONFIG_A=y # a comment"),
            "f:1: CONFIG_A: the value 'y # a comment' is none of y, m, n, a number, or a string in "
            "quotes");
  EXPECT_EQ(error_of("CONFIG_A=yes"),
            "f:1: CONFIG_A: the value 'yes' is none of y, m, n, a number, or a string in quotes");
}

TEST(Assignments, RefusesBrokenStrings) {
  EXPECT_EQ(error_of("CONFIG_A=\"b"), "f:1: CONFIG_A: the string has no closing quote");
  EXPECT_EQ(error_of("CONFIG_A=\"b\\\""), "f:1: CONFIG_A: the string has no closing quote");
  EXPECT_EQ(error_of("CONFIG_A=\"b\" c"), "f:1: CONFIG_A: ' c' follows the string's closing quote");
}

TEST(Assignments, RefusesNulAndShortensLongLines) {
  EXPECT_EQ(error_of(std::string_view("CONFIG_A=y\nCONFIG_B=\0y\n", 22)), "f:2: holds a NUL byte");
  EXPECT_EQ(error_of("CONFIG_A=\x1b" + std::string(10'000'000, 'z')),
            "f:1: CONFIG_A: the value '?" + std::string(59, 'z') +
                "...' is none of y, m, n, a number, or a string in quotes");
}

TEST(Assignments, SameValueKnowsHex) {
  EXPECT_TRUE(same_value("0x1F", "1f"));
  EXPECT_TRUE(same_value("0x0010", "0x10"));
  EXPECT_FALSE(same_value("0x10", "16"));
  EXPECT_FALSE(same_value("010", "10"));
  EXPECT_FALSE(same_value("\"0x1\"", "0x1"));
  EXPECT_FALSE(same_value("y", "m"));
}

RC_GTEST_PROP(AssignmentsProperty, EveryTextParsesOrFailsInOneOfItsLines, (std::string text)) {
  const auto parsed = parse_assignments(text, "f");
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  if (parsed) return;
  RC_ASSERT(parsed.error().line >= 1U);
  RC_ASSERT(parsed.error().line <= static_cast<std::size_t>(lines));
}

RC_GTEST_PROP(AssignmentsProperty, WhatIsWrittenIsReadAgain, ()) {
  const auto character = rc::gen::elementOf(std::string("ABCXYZ0189_az"));
  const auto name = "CONFIG_" + *rc::gen::nonEmpty(rc::gen::container<std::string>(character));
  const auto value =
      *rc::gen::element<std::string>("y", "m", "n", "0", "-5", "0xAb", "\"\"", "\"a\\\\\"", "");
  const auto parsed = parse_assignments(assignment_line(name, value) + "\n", "f");
  RC_ASSERT(parsed.has_value());
  RC_ASSERT(*parsed == (Assignments{{name, value, "f", 1}}));
}

}  // namespace
}  // namespace linuxbake::kconfig
