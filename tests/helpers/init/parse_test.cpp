// SPDX-License-Identifier: MIT
#include "init/parse.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace linuxbake::init {
namespace {

using Words = std::vector<std::string>;

TEST(WordsOf, SeparatesAtBlanks) {
  EXPECT_EQ(*words_of(" run\t/bin/true  a\r"), (Words{"run", "/bin/true", "a"}));
  EXPECT_TRUE(words_of("")->empty());
  EXPECT_TRUE(words_of("   # only a comment")->empty());
  EXPECT_EQ(*words_of("a#b # comment"), (Words{"a#b"}));
}

TEST(WordsOf, TakesQuotedWordsAsTheyAre) {
  EXPECT_EQ(*words_of(R"("" "a b" "#" "\"\\\n\t\x3b\xC3")"),
            (Words{"", "a b", "#", "\"\\\n\t;\xC3"}));
}

TEST(WordsOf, NamesWhatIsWrong) {
  EXPECT_EQ(words_of(R"(run "a)").error().message, "a '\"' is not closed");
  EXPECT_EQ(words_of(R"(run "a"b)").error().message, "text right after a closing '\"'");
  const std::string escapes = R"(unknown escape in "..." (there are \" \\ \n \t \xHH))";
  for (const char* line : {R"("\q")", R"("\x")", R"("\x4)", R"("\xg0")", R"("\x00")", "\"\\"}) {
    EXPECT_EQ(words_of(line).error().message, escapes) << line;
  }
}

std::string quoted(const std::string& word) {
  std::string text = "\"";
  for (const char c : word) {
    if (c == '"' || c == '\\') text += '\\';
    text += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return text + "\"";
}

RC_GTEST_PROP(WordsOf, GivesBackEveryWord, (const Words& words)) {
  std::string line;
  for (const std::string& word : words) line += quoted(word) + " ";
  RC_ASSERT(*words_of(line) == words);
}

RC_GTEST_PROP(ParseDescription, NeverTripsOverItsInput, (const std::string& text)) {
  (void)parse_description("hostname a\n" + text, "description");
}

TEST(ParseDescription, ReadsAllStatements) {
  const auto description = parse_description(
      "hostname vm\nconsole ttyS0 9600\nconsole tty1\nmount a /b c d\nmount a /e c\n"
      "environment A \"\"\nrun /x 1 2\nrun /y\nthen halt\nbanner hi",
      "description");
  ASSERT_TRUE(description);
  Description expected;
  expected.host_name = "vm";
  expected.consoles = {{"ttyS0", "9600"}, {"tty1", ""}};
  expected.mounts = {{"a", "/b", "c", "d"}, {"a", "/e", "c", "defaults"}};
  expected.environment = {{"A", ""}};
  expected.commands = {{"/x", "1", "2"}, {"/y"}};
  expected.then = Then::halt;
  expected.banner = "hi\n";
  expected.has_banner = true;
  EXPECT_EQ(*description, expected);
}

TEST(ParseDescription, OfNothingIsTheDefault) {
  EXPECT_EQ(*parse_description("", "description"), Description{});
}

TEST(ParseDescription, LocatesErrors) {
  const auto description = parse_description("hostname a\n\nthen never\n", "dir/description");
  ASSERT_FALSE(description);
  EXPECT_EQ(description.error().text(),
            "dir/description:3: then: 'never' is none of: shell, poweroff, reboot, halt, respawn");
}

}  // namespace
}  // namespace linuxbake::init
