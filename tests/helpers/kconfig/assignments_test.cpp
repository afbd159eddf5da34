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
  EXPECT_TRUE(
      of("#\n##\n#CONFIG_A=y\n# CONFIG_A=y\n# that CONFIG_A is not set here\n"
         "# CONFIG_ is not set\n# CONFIG_A B is not set\n# it is not set\n# CONFIG_A is set\n"
         "# CONFIG_A needs a setting\n# not set\n# A is not settled\n")
          .empty());
}

TEST(Assignments, WhatIsNearlyUnsetIsNoComment) {
  const std::string what =
      " is a comment; to switch CONFIG_A off write '# CONFIG_A is not set', with single blanks and "
      "nothing else in the line (for a comment put another word before the name)";
  for (const std::string line :
       {"#CONFIG_A is not set", "#  CONFIG_A is not set", "#\tCONFIG_A is not set",
        "## CONFIG_A is not set", "# CONFIG_A  is not set", "# CONFIG_A is  not set",
        "# CONFIG_A is not set.", "# CONFIG_A is not set # why", "# CONFIG_A is not set here",
        "# CONFIG_A not set", "# CONFIG_A isn't set", "# CONFIG_A is Not set",
        "# CONFIG_A is unset", "# config_a is not set"})
    EXPECT_EQ(error_of(line),
              "f:1: '" + (line[1] == '\t' ? "#\tCONFIG_A is not set" : line) + "'" + what);
  EXPECT_EQ(error_of("# CONFIG_A\u00a0is not set"), "f:1: '# CONFIG_A<U+00A0>is not set'" + what);
  EXPECT_EQ(error_of("# CONFIG_A is not set\u200b"), "f:1: '# CONFIG_A is not set<U+200B>'" + what);
  EXPECT_TRUE(error_of("# SWAP is not set")
                  .starts_with("f:1: '# SWAP is not set' is a comment; to "
                               "switch CONFIG_SWAP off write"));
}

TEST(Assignments, NearMissesAreToldWhereTheyAreWanted) {
  std::vector<Error> near_misses;
  const auto parsed = parse_assignments("# CONFIG_A is not set.\nCONFIG_B=y\n", "f", &near_misses);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed, (Assignments{{"CONFIG_B", "y", "f", 2}}));
  ASSERT_EQ(near_misses.size(), 1U);
  EXPECT_EQ(near_misses[0].line, 1U);
}

TEST(Assignments, SaysHowTheLineIsWritten) {
  const std::string none =
      " is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor a comment";
  for (const std::string line : {" CONFIG_A=y", "export CONFIG_A=y", "CONFIG_A = y", "CONFIG_A: y",
                                 "CONFIG_A yes", "CONFIG_A := Y"})
    EXPECT_EQ(error_of(line), "f:1: '" + line + "'" + none + "; write 'CONFIG_A=y'");
  EXPECT_EQ(error_of("TTY=m"), "f:1: 'TTY=m'" + none + "; write 'CONFIG_TTY=m'");
  EXPECT_EQ(error_of("CONFIG_A is not set"),
            "f:1: 'CONFIG_A is not set'" + none + "; write '# CONFIG_A is not set'");
  EXPECT_EQ(error_of("CONFIG_\u0422TY=y"), "f:1: 'CONFIG_<U+0422>TY=y'" + none);
  EXPECT_EQ(error_of("CONFIG_A\u200b=y"),
            "f:1: 'CONFIG_A<U+200B>=y'" + none + "; write 'CONFIG_A=y'");
  EXPECT_EQ(error_of("please set A"), "f:1: 'please set A'" + none);
}

TEST(Assignments, SaysHowTheValueIsWritten) {
  const std::string none = "is none of y, m, n, a number, or a string in quotes";
  EXPECT_EQ(error_of("CONFIG_A=on"),
            "f:1: CONFIG_A: the value 'on' " + none + "; write 'CONFIG_A=y'");
  EXPECT_EQ(error_of("CONFIG_A=y\u00a0"),
            "f:1: CONFIG_A: the value 'y<U+00A0>' " + none + "; write 'CONFIG_A=y'");
  EXPECT_EQ(error_of("CONFIG_A='b c'"),
            "f:1: CONFIG_A: the value ''b c'' " + none + "; write 'CONFIG_A=\"b c\"'");
  EXPECT_EQ(error_of("CONFIG_A=host"),
            "f:1: CONFIG_A: the value 'host' " + none + "; as a string it is 'CONFIG_A=\"host\"'");
  EXPECT_EQ(error_of("CONFIG_A=5 # why"),
            "f:1: CONFIG_A: the value '5 # why' " + none +
                "; a comment needs a line of its own, and this one is 'CONFIG_A=5'");
}

TEST(Assignments, NamesOtherEncodings) {
  EXPECT_EQ(error_of("\ufeffCONFIG_A=y\n"),
            "f:1: begins with a byte order mark (U+FEFF), which does not show and makes its first "
            "line none; save it as UTF-8 without one");
  EXPECT_EQ(error_of(std::string_view("\xff\xfe"
                                      "C\0",
                                      4)),
            "f:1: is UTF-16; save it as UTF-8 without a byte order mark");
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
  EXPECT_EQ(error_of("\nCONFIG_A-B=y\n"),
            "f:2: 'CONFIG_A-B=y' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor "
            "a comment");
  EXPECT_EQ(error_of("CONFIG_A"),
            "f:1: 'CONFIG_A' is neither 'CONFIG_NAME=value' nor '# CONFIG_NAME is not set' nor a "
            "comment");
}

TEST(Assignments, RefusesBrokenStrings) {
  EXPECT_EQ(error_of("CONFIG_A=\"b"), "f:1: CONFIG_A: the string has no closing quote");
  EXPECT_EQ(error_of("CONFIG_A=\"b\\\""), "f:1: CONFIG_A: the string has no closing quote");
  EXPECT_EQ(error_of("CONFIG_A=\"b\" c"), "f:1: CONFIG_A: ' c' follows the string's closing quote");
}

TEST(Assignments, RefusesNulAndShortensLongLines) {
  EXPECT_EQ(error_of("CONFIG_A=" + std::string(59, '.') + "\u00fc\u00fc"),
            "f:1: CONFIG_A: the value '" + std::string(59, '.') +
                "...' is none of y, m, n, a number, or a string in quotes");
  EXPECT_EQ(error_of(std::string_view("CONFIG_A=y\nCONFIG_B=\0y\n", 22)), "f:2: holds a NUL byte");
  EXPECT_EQ(error_of("CONFIG_A=\x1b" + std::string(10'000'000, 'z')),
            "f:1: CONFIG_A: the value '<U+001B>" + std::string(59, 'z') +
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
